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

// De lijst met fouten krijgt de focus, zodat een schermlezer daar begint.
document.querySelector(".melding[role='alert'][tabindex]")?.focus({ preventScroll: true });
