// Knoppen boven elk `textarea[data-opmaak]` die lichte opmaak zetten. Zonder script typt men de tekens zelf.
const KNOPPEN = [
  { woord: "Vet", teken: "B", element: "strong", toets: "b", zet: (tekst) => `**${tekst || "vet"}**` },
  { woord: "Cursief", teken: "I", element: "em", toets: "i", zet: (tekst) => `*${tekst || "cursief"}*` },
  { woord: "Verwijzing", teken: "Link", element: "span", toets: "k", zet: (tekst) => `[${tekst || "tekst"}](https://)` },
];

// Zet opmaak om de keuze heen en kiest wat men nog moet invullen.
function zetOpmaak(veld, knop) {
  const { selectionStart: begin, selectionEnd: eind, value } = veld;
  const gekozen = value.slice(begin, eind);
  const nieuw = knop.zet(gekozen);
  veld.setRangeText(nieuw, begin, eind, "end");
  const adres = nieuw.indexOf("https://");
  const kern = adres >= 0 && gekozen ? [adres, adres + 8] : [nieuw.search(/[^*[]/), nieuw.search(/[^*[]/) + (gekozen || nieuw.match(/[a-z]+/)[0]).length];
  veld.setSelectionRange(begin + kern[0], begin + kern[1]);
  veld.focus();
  veld.dispatchEvent(new Event("input", { bubbles: true }));
}

function maakBalk(veld) {
  const balk = document.createElement("div");
  balk.className = "opmaakbalk";
  balk.setAttribute("role", "group");
  balk.setAttribute("aria-label", "Opmaak");
  for (const knop of KNOPPEN) {
    const element = document.createElement("button");
    element.type = "button";
    element.setAttribute("aria-label", knop.woord);
    element.title = `${knop.woord} (Ctrl+${knop.toets.toUpperCase()})`;
    element.append(document.createElement(knop.element));
    element.firstChild.textContent = knop.teken;
    element.addEventListener("click", () => zetOpmaak(veld, knop));
    balk.append(element);
  }
  veld.before(balk);
  veld.addEventListener("keydown", (e) => {
    const knop = (e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && KNOPPEN.find((k) => k.toets === e.key.toLowerCase());
    if (!knop) return;
    e.preventDefault();
    zetOpmaak(veld, knop);
  });
}

// Ook voor velden die later op de pagina komen (een bericht erbij).
export function verrijk(wortel = document) {
  for (const veld of wortel.querySelectorAll("textarea[data-opmaak]:not([data-opmaak-klaar])")) {
    veld.dataset.opmaakKlaar = "";
    maakBalk(veld);
  }
}

verrijk();
document.addEventListener("htmx:after:swap", () => verrijk());
