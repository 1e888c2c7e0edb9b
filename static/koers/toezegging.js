// Noemt een bericht een maand of kwartaal dat nog komt, dan biedt de bladzijde aan er een toezegging van te maken.
// De server leest de woorden (na elk opslaan); dit toont zijn voorstel, en vult het pas in na een klik.
document.addEventListener("koers:bewaard", (e) => {
  for (const [i, woorden] of (e.detail.toezeggingen ?? []).entries()) {
    const knop = document.querySelector(`.voorstel[value="belofte-${i}"]`);
    if (!knop) continue;
    knop.hidden = !woorden;
    knop.querySelector("b").textContent = woorden;
  }
});

document.addEventListener("click", (e) => {
  const knop = e.target.closest(".voorstel[data-veld]");
  const veld = knop && document.getElementById(knop.dataset.veld);
  if (!veld) return;
  e.preventDefault();
  veld.closest("details").open = true;
  veld.value = knop.querySelector("b").textContent;
  knop.hidden = true;
  veld.dispatchEvent(new Event("input", { bubbles: true }));
  veld.focus();
});
