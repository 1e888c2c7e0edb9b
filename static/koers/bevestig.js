// <form data-bevestig="Wat er dan gebeurt." data-bevestig-kop="Verwijderen?" data-bevestig-knop="Verwijder">:
// vraagt het eerst. Alleen voor wat niet terug te draaien is; zonder script gaat het formulier meteen door.
function maakKnop(tekst, klasse, waarde) {
  const knop = document.createElement("button");
  knop.type = "submit";
  knop.className = klasse;
  knop.value = waarde;
  knop.textContent = tekst;
  return knop;
}

function maakDialoog({ bevestig, bevestigKop, bevestigKnop }) {
  const dialoog = document.createElement("dialog");
  dialoog.className = "dialoog";
  dialoog.setAttribute("aria-label", bevestigKop || "Weet u het zeker?");
  const vorm = document.createElement("form");
  vorm.method = "dialog";
  const kop = document.createElement("h2");
  kop.textContent = dialoog.getAttribute("aria-label");
  const zin = document.createElement("p");
  zin.textContent = bevestig;
  const knoppen = document.createElement("div");
  knoppen.className = "knoppen";
  knoppen.append(maakKnop("Nog niet", "knop", "nee"), maakKnop(bevestigKnop || "Ga door", "knop hoofd", "ja"));
  vorm.append(kop, zin, knoppen);
  dialoog.append(vorm);
  return dialoog;
}

document.addEventListener("submit", (e) => {
  const formulier = e.target.closest("form[data-bevestig]");
  if (!formulier || formulier.dataset.bevestigd === "ja") return;
  e.preventDefault();
  const knop = e.submitter;
  const dialoog = maakDialoog(formulier.dataset);
  document.body.append(dialoog);
  dialoog.addEventListener("close", () => {
    const ja = dialoog.returnValue === "ja";
    dialoog.remove();
    knop?.focus();
    if (!ja) return;
    formulier.dataset.bevestigd = "ja";
    formulier.requestSubmit(knop ?? undefined);
    delete formulier.dataset.bevestigd;
  });
  dialoog.showModal();
});
