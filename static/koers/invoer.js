// Op een telefoon klapt het vorige kwartaal dicht; "Neem over" vult een veld dat nog leeg is.
const smal = matchMedia("(max-width: 48rem)");

function klap() {
  for (const blok of document.querySelectorAll("details.toen")) blok.open = !smal.matches;
}

klap();
smal.addEventListener("change", klap);

// <button class="neem" data-van="oud-0" data-naar="punt-0-tekst">; de tekst in data-tekst gaat voor (met opmaak).
// De tekst komt in het veld ernaast, anders in het eerste lege bericht, anders maakt de server er een bericht bij.
document.addEventListener("click", (e) => {
  const knop = e.target.closest(".neem[data-naar]");
  const bron = knop && document.getElementById(knop.dataset.van);
  if (!bron) return;
  const tekst = bron.dataset.tekst ?? bron.textContent.trim();
  const eigen = document.getElementById(knop.dataset.naar);
  const velden = [...(knop.form?.querySelectorAll('textarea[name^="punt-"][name$="-tekst"]') ?? [])];
  const al = velden.find((veld) => veld.value.trim() === tekst.trim());
  const veld = al ?? [eigen, ...velden].find((ander) => ander && !ander.value.trim());
  const { ruimte, vol } = knop.form?.dataset ?? {};
  if (!veld && velden.length && velden.length < Number(ruimte)) {
    knop.setAttribute("formaction", `#punt-${velden.length}-tekst`); // het nieuwe bericht, na het antwoord van de server
    return;
  }
  e.preventDefault();
  if (veld && !al) {
    veld.value = tekst;
    veld.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (!veld && vol) meld(knop, vol);
  else if (veld && veld !== eigen) meld(knop, `${al ? "Staat al" : "Overgenomen"} in bericht ${velden.indexOf(veld) + 1}.`);
  (veld ?? (vol ? null : eigen))?.focus();
});

// Wat een knop deed, onder de knop; een schermlezer hoort het ook.
function meld(knop, zin) {
  let plek = knop.parentElement.querySelector(".neem-uitkomst");
  if (!plek) {
    plek = Object.assign(document.createElement("p"), { className: "bij neem-uitkomst" });
    plek.setAttribute("role", "status");
    knop.after(plek);
  }
  plek.textContent = "";
  requestAnimationFrame(() => { plek.textContent = zin; });
}

// Hoeveel tekens er staan, van hoeveel er in mogen: [data-teller="id van het veld"].
function tel(teller) {
  const veld = document.getElementById(teller.dataset.teller);
  const getal = (aantal) => aantal.toLocaleString("nl-NL");
  if (veld) teller.textContent = `${getal(veld.value.length)} van ${getal(veld.maxLength)} tekens`;
}
for (const teller of document.querySelectorAll("[data-teller]")) tel(teller);
document.addEventListener("input", (e) => {
  const teller = document.querySelector(`[data-teller="${CSS.escape(e.target.id)}"]`);
  if (teller) tel(teller);
});

// De lijst met fouten krijgt de focus, zodat een schermlezer daar begint.
document.querySelector(".melding[role='alert'][tabindex]")?.focus({ preventScroll: true });
