// Een raster van velden met het toetsenbord: Enter en de pijlen naar een andere rij, plakken van een blok uit Excel.
const rasters = document.querySelectorAll("table.raster");
const velden = (rij) => [...rij.querySelectorAll("input:not([type=hidden]), select")];

function buur(veld, stap) {
  const rij = veld.closest("tr");
  const plek = velden(rij).indexOf(veld);
  const rijen = [...rij.parentElement.rows];
  for (let i = rijen.indexOf(rij) + stap; i >= 0 && i < rijen.length; i += stap) {
    const doel = velden(rijen[i])[plek];
    if (doel && !doel.disabled) return doel;
  }
  return null;
}

function naar(doel) {
  doel.focus();
  doel.select?.();
}

for (const raster of rasters) {
  raster.addEventListener("keydown", (e) => {
    const veld = e.target.closest("input, select");
    if (!veld || e.altKey || e.ctrlKey || e.metaKey) return;
    const omlaag = e.key === "Enter" && !e.shiftKey || e.key === "ArrowDown";
    const omhoog = e.key === "Enter" && e.shiftKey || e.key === "ArrowUp";
    if (!omlaag && !omhoog || veld.matches("select") && e.key !== "Enter") return;
    e.preventDefault();
    const doel = buur(veld, omlaag ? 1 : -1);
    if (doel) naar(doel);
  });

  // Een blok uit een rekenblad: tabs tussen kolommen, regels tussen rijen; het vult vanaf het veld waar men staat.
  raster.addEventListener("paste", (e) => {
    const veld = e.target.closest("input");
    const tekst = e.clipboardData?.getData("text/plain").replace(/\r?\n$/, "") ?? "";
    if (!veld || !/[\t\n]/.test(tekst)) return;
    e.preventDefault();
    const rij = veld.closest("tr");
    const plek = velden(rij).indexOf(veld);
    const rijen = [...rij.parentElement.rows].slice([...rij.parentElement.rows].indexOf(rij));
    tekst.split(/\r?\n/).forEach((regel, r) => {
      regel.split("\t").forEach((waarde, k) => {
        const doel = rijen[r] && velden(rijen[r])[plek + k];
        if (!doel || doel.disabled) return;
        doel.value = waarde.trim();
        doel.dispatchEvent(new Event("input", { bubbles: true }));
      });
    });
  });
}

// Wie weggaat zonder op te slaan, wordt gevraagd of dat de bedoeling is.
const formulier = document.querySelector("form.meten");
if (formulier) {
  let veranderd = false;
  formulier.addEventListener("input", () => { veranderd = true; });
  formulier.addEventListener("submit", () => { veranderd = false; });
  addEventListener("beforeunload", (e) => { if (veranderd) e.preventDefault(); });
}
