// Op een telefoon klapt het vorige kwartaal dicht; "Neem over" vult een veld dat nog leeg is.
const smal = matchMedia("(max-width: 48rem)");

function klap() {
  for (const blok of document.querySelectorAll("details.toen")) blok.open = !smal.matches;
}

klap();
smal.addEventListener("change", klap);

// <button type="button" class="neem" data-van="o1" data-naar="b1">; de tekst in data-tekst gaat voor (met opmaak).
document.addEventListener("click", (e) => {
  const knop = e.target.closest(".neem[data-naar]");
  if (!knop) return;
  const veld = document.getElementById(knop.dataset.naar);
  const bron = document.getElementById(knop.dataset.van);
  if (!veld || !bron) return;
  e.preventDefault();
  if (!veld.value.trim()) {
    veld.value = bron.dataset.tekst ?? bron.textContent.trim();
    veld.dispatchEvent(new Event("input", { bubbles: true }));
  }
  veld.focus();
});

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
