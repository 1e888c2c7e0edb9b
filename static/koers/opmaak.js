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
  veld.addEventListener("paste", plak);
  veld.addEventListener("keydown", (e) => {
    const knop = (e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && KNOPPEN.find((k) => k.toets === e.key.toLowerCase());
    if (!knop) return;
    e.preventDefault();
    zetOpmaak(veld, knop);
  });
}

// Plakken uit Word of van een webpagina: vet, cursief en links blijven, al het andere wordt tekst.
const OM = { B: "**", STRONG: "**", I: "*", EM: "*" };
const WEG = new Set(["STYLE", "SCRIPT", "HEAD", "TITLE", "META", "TEMPLATE"]);
const BLOK = /^(P|DIV|LI|UL|OL|BR|TR|TD|TH|TABLE|H[1-6]|BLOCKQUOTE)$/;

function naarOpmaak(knoop) {
  if (knoop.nodeType === Node.TEXT_NODE) return knoop.data;
  if (knoop.nodeType !== Node.ELEMENT_NODE || WEG.has(knoop.tagName)) return "";
  const tekst = [...knoop.childNodes].map(naarOpmaak).join("");
  if (BLOK.test(knoop.tagName)) return ` ${tekst} `;
  const kern = tekst.trim();
  const rand = (gezet) => tekst.replace(kern, () => gezet);
  if (knoop.tagName === "A" && /^(https?:|mailto:)/i.test(knoop.getAttribute("href") ?? "") && kern)
    return rand(`[${kern.replace(/[[\]]/g, "")}](${encodeURI(decodeURI(knoop.getAttribute("href"))).replace(/[()]/g, (teken) => (teken === "(" ? "%28" : "%29"))})`);
  // Google Docs zet alles in <b style="font-weight:normal">.
  const gewoon = /(^|;)\s*font-weight:\s*(normal|400)/.test(knoop.getAttribute("data-stijl") ?? "");
  return OM[knoop.tagName] && kern && !gewoon ? rand(`${OM[knoop.tagName]}${kern}${OM[knoop.tagName]}`) : tekst;
}

function plak(e) {
  const html = e.clipboardData?.getData("text/html");
  if (!html) return;
  // Voert niets uit en haalt niets op; zonder stijlen, want over elke stijl klaagt het beleid van de pagina (CSP).
  const kaal = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/\sstyle\s*=/gi, " data-stijl=");
  const pagina = new DOMParser().parseFromString(kaal, "text/html");
  let tekst;
  try {
    tekst = naarOpmaak(pagina.body);
  } catch {
    return; // een adres dat niet te lezen is: dan plakt de browser platte tekst
  }
  tekst = tekst.replace(/\s+/g, " ").replace(/^\s*[·•▪o§]\s+/, "").trim();
  const veld = e.target;
  const ruimte = veld.maxLength - veld.value.length + (veld.selectionEnd - veld.selectionStart);
  e.preventDefault();
  veld.setRangeText(tekst.slice(0, Math.max(ruimte, 0)), veld.selectionStart, veld.selectionEnd, "end");
  veld.dispatchEvent(new Event("input", { bubbles: true }));
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
