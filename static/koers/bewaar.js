// Bewaart een invulling terwijl men typt, en houdt een kopie op dit apparaat zolang de server haar niet heeft.
// De regels staan op de server: dit stuurt hetzelfde formulier naar dezelfde deur, en vraagt het antwoord als JSON.
const KOP = "koers:tekst:";
const WEEK = 7 * 24 * 3600 * 1000;
const NA_TYPEN = 1200; // ms na de laatste toets
const UITERLIJK = 1500; // ms na de eerste, ook als iemand doortypt: met de reis erbij binnen twee seconden
const PAUZES = [2, 5, 10, 20, 40, 60]; // seconden tot een nieuwe poging
const NIET_MEE = new Set(["csrfmiddlewaretoken", "doe", "versie", "blad", "bewijs_omschrijving"]);
const GESCHREVEN = /(tekst|toelichting|woorden|reden|omschrijving|wanneer)$/;

// Alles wat op dit apparaat staat, gaat weg bij afmelden; wat ouder is dan een week ook.
function ruimOp(alles = false) {
  for (const sleutel of Object.keys(localStorage).filter((naam) => naam.startsWith(KOP))) {
    let op = 0;
    try { op = Date.parse(JSON.parse(localStorage.getItem(sleutel)).op); } catch { /* onleesbaar: weg ermee */ }
    if (alles || !(Date.now() - op < WEEK)) localStorage.removeItem(sleutel);
  }
}

document.addEventListener("submit", (e) => {
  if (e.target.querySelector(".afmelden")) ruimOp(true);
});

const form = document.querySelector("form[data-bewaar]");
ruimOp();
if (form) start(form);
leesbaar(document.getElementById("kladje-lezen"));

function wanneer(op) {
  return new Date(op).toLocaleString("nl-NL", { dateStyle: "long", timeStyle: "short" });
}

// Wie hier niet meer mag schrijven, leest zijn eigen kopie op de pagina die dat zegt, en kan haar meenemen.
function leesbaar(blok) {
  if (!blok) return;
  const sleutel = `${KOP}${blok.dataset.wie}:${location.pathname}`;
  let kladje = null;
  try { kladje = JSON.parse(localStorage.getItem(sleutel)); } catch { /* onleesbaar */ }
  const teksten = (kladje?.velden ?? []).filter(([naam, waarde]) => GESCHREVEN.test(naam) && waarde.trim());
  if (!teksten.length) return;
  document.getElementById("kladje-op").textContent = wanneer(kladje.op);
  document.getElementById("kladje-teksten").replaceChildren(...teksten.map(([, waarde]) => {
    const tekst = document.createElement("blockquote");
    tekst.textContent = waarde;
    return tekst;
  }));
  document.getElementById("kladje-weg").addEventListener("click", () => { localStorage.removeItem(sleutel); blok.hidden = true; });
  blok.hidden = false;
}

function start(form) {
  const sleutel = `${KOP}${form.dataset.wie}:${location.pathname}`;
  const staat = document.getElementById("bewaarstaat");
  const melding = document.getElementById("bewaarmelding");
  let klok = 0, eerste = 0, poging = 0, bezig = false, gestopt = false, soort = "";
  let bewaard = form.dataset.bewaar === "ja" ? inhoud() : "";

  function velden() {
    return [...new FormData(form)].filter(([, waarde]) => typeof waarde === "string");
  }
  function inhoud() {
    return JSON.stringify(velden().filter(([naam]) => !NIET_MEE.has(naam)));
  }

  // De staat in woorden; een schermlezer hoort haar alleen als zij van soort verandert.
  function toon(nieuw, vet, rest = "", ...acties) {
    const vorm = document.getElementById(nieuw === "opgeslagen" ? "vorm-klaar" : "vorm-oranje");
    const zin = document.createElement("span");
    const sterk = document.createElement("b");
    sterk.textContent = vet;
    zin.append(sterk, rest ? ` ${rest}` : "", ...acties.flatMap((actie) => [" ", actie]));
    staat.replaceChildren(...(nieuw === "bezig" ? [] : [vorm.content.cloneNode(true)]), zin);
    staat.dataset.staat = nieuw;
    if (nieuw !== "bezig" && nieuw !== soort) melding.textContent = `${vet} ${rest}`;
    if (nieuw !== "bezig") soort = nieuw;
  }
  function knop(woord, doe) {
    const element = document.createElement("button");
    Object.assign(element, { type: "button", className: "tekstknop", textContent: woord });
    element.addEventListener("click", doe);
    return element;
  }

  // ── de kopie op dit apparaat ──
  function houd(extra = {}) {
    const kladje = { versie: form.elements.versie.value, op: new Date().toISOString(), velden: velden(), ...extra };
    kladje.velden = kladje.velden.filter(([naam]) => naam !== "csrfmiddlewaretoken");
    try { localStorage.setItem(sleutel, JSON.stringify(kladje)); return true; } catch { return false; }
  }
  function laatLos() { localStorage.removeItem(sleutel); }
  function lees() {
    try { return JSON.parse(localStorage.getItem(sleutel)); } catch { return null; }
  }

  // ── bewaren ──
  function plan(ms) {
    clearTimeout(klok);
    klok = setTimeout(() => { klok = 0; bewaar(); }, ms);
  }
  function rust() {
    return Math.max(0, Math.min(NA_TYPEN, eerste + UITERLIJK - Date.now()));
  }
  function getypt() {
    if (inhoud() === bewaard) return;
    houd();
    if (gestopt) return;
    eerste ||= Date.now();
    if (soort !== "niet") toon("bezig", "Bezig met opslaan…");
    if (bezig || (poging && klok)) return; // wat onderweg is of wacht, neemt dit zo mee
    plan(rust());
  }
  async function bewaar({ laatste = false } = {}) {
    const nu = inhoud();
    if (bezig || gestopt || nu === bewaard) return;
    bezig = true;
    clearTimeout(klok);
    eerste = klok = 0;
    if (soort !== "niet") toon("bezig", "Bezig met opslaan…");
    const body = new URLSearchParams(velden());
    body.set("doe", "bewaar");
    try {
      const antwoord = await fetch(form.getAttribute("action") || location.pathname, {
        method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual",
        keepalive: laatste && body.toString().length < 60_000, signal: AbortSignal.timeout(20_000),
      });
      await verwerk(antwoord, nu);
    } catch {
      opnieuw(navigator.onLine === false ? "Er is geen verbinding met internet." : "Koers is nu niet te bereiken.");
    } finally {
      bezig = false;
    }
    if (!gestopt && !klok && inhoud() !== bewaard) plan(rust());
  }
  async function gelezen(antwoord) {
    return antwoord.headers.get("Content-Type")?.startsWith("application/json") ? antwoord.json() : null;
  }
  async function verwerk(antwoord, nu) {
    const json = await gelezen(antwoord);
    if (antwoord.ok && json) {
      poging = 0;
      bewaard = nu;
      form.elements.versie.value = json.versie;
      if (inhoud() === nu) laatLos();
      document.dispatchEvent(new CustomEvent("koers:bewaard", { detail: json }));
      toon("opgeslagen", json.zin, "U, de redacteur en de programmamanager zien het.");
    } else if (json?.staat === "dicht") dicht(json.zin);
    else if (antwoord.status === 401 || antwoord.type === "opaqueredirect") afgemeld();
    else if (json?.staat === "botsing") {
      gestopt = true;
      const kies = knop("Vergelijk en kies", () => verstuur("concept"));
      toon("niet", "Niet opgeslagen.", json.zin, kies);
    } else if (json) {
      bewaard = nu; // pas na een wijziging opnieuw
      toon("niet", "Niet opgeslagen.", json.zin);
    } else if (antwoord.status === 403) await herstel();
    else if (antwoord.status === 400 || antwoord.status === 413) {
      bewaard = nu;
      toon("niet", "Niet opgeslagen.", "De tekst is te groot om in een keer te bewaren. Maak hem korter.");
    } else opnieuw("Koers kan nu niets bewaren.");
  }
  // Hier kan deze persoon niet of niet meer schrijven; de zin van Koers zegt waarom, en wie dan wel.
  function dicht(zin) {
    gestopt = true;
    delete staat.dataset.afgemeld;
    houd();
    toon("niet", "Niet opgeslagen.", `${zin} Uw tekst staat hier nog; kopieer hem als u hem wilt houden.`);
  }
  function verstuur(doe) {
    const knopje = form.querySelector(`button[name="doe"][value="${doe}"]`);
    form.requestSubmit(knopje);
  }
  function opnieuw(reden) {
    const seconden = PAUZES[Math.min(poging++, PAUZES.length - 1)];
    const waar = houd() ? "Uw tekst staat hier nog en op dit apparaat." : "Uw tekst staat alleen op deze bladzijde: sluit haar niet.";
    toon("niet", "Niet opgeslagen.", `${reden} ${waar} Over ${seconden} seconden proberen we het opnieuw.`);
    plan(seconden * 1000);
  }

  // ── afgemeld: de tekst blijft, en gaat mee zodra dezelfde persoon weer is aangemeld ──
  function afgemeld() {
    gestopt = true;
    houd();
    const link = document.createElement("a");
    Object.assign(link, { href: form.dataset.aanmelden, target: "_blank", rel: "noopener", textContent: "Meld u aan in een nieuw tabblad" });
    toon("niet", "Niet opgeslagen. U bent afgemeld; uw tekst staat nog hier.", "", link, knop("Ik ben weer aangemeld", herstel));
    staat.dataset.afgemeld = "";
  }
  async function herstel() {
    let stand = null;
    try {
      const antwoord = await fetch(location.pathname + location.search, { headers: { Accept: "application/json" }, redirect: "manual" });
      if (antwoord.status === 401 || antwoord.type === "opaqueredirect") return afgemeld();
      stand = await gelezen(antwoord);
    } catch { /* geen verbinding */ }
    if (!stand) {
      gestopt = false; // anders probeert niemand het opnieuw
      return opnieuw("Koers is nu niet te bereiken.");
    }
    if (String(stand.wie) !== form.dataset.wie) {
      gestopt = true;
      return toon("niet", "Niet opgeslagen.", "Er is nu iemand anders aangemeld. Meld u aan als uzelf om deze tekst te bewaren.");
    }
    if (stand?.staat === "dicht") return dicht(stand.zin);
    for (const veld of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) veld.value = stand.csrf;
    delete staat.dataset.afgemeld;
    gestopt = false;
    plan(bezig ? 50 : 0);
  }
  function terug() {
    if (document.visibilityState === "visible" && "afgemeld" in staat.dataset) herstel();
    else if (document.visibilityState === "hidden") bewaar({ laatste: true });
  }

  // ── een kopie van eerder ──
  function bied() {
    const kladje = lees();
    const blok = document.getElementById("kladje");
    if (!kladje || !blok || form.dataset.bewaar !== "ja") return;
    const zelfde = JSON.stringify(kladje.velden.filter(([naam]) => !NIET_MEE.has(naam))) === inhoud();
    const aangekomen = kladje.verstuurd && Number(form.elements.versie.value) > Number(kladje.versie);
    if (zelfde || aangekomen) return laatLos();
    document.getElementById("kladje-op").textContent = wanneer(kladje.op);
    document.getElementById("kladje-weg").addEventListener("click", () => { laatLos(); blok.hidden = true; });
    document.getElementById("kladje-terug").addEventListener("click", () => zetTerug(kladje));
    blok.hidden = false;
  }
  function zetTerug(kladje) {
    const heen = document.createElement("form");
    heen.method = "post";
    heen.action = location.pathname + location.search;
    const token = form.elements.csrfmiddlewaretoken.value;
    for (const [naam, waarde] of [...kladje.velden, ["csrfmiddlewaretoken", token], ["doe", "toon"]]) {
      const veld = document.createElement("textarea");
      Object.assign(veld, { name: naam, value: waarde, hidden: true });
      heen.append(veld);
    }
    document.body.append(heen);
    heen.submit();
  }

  form.addEventListener("input", getypt);
  form.addEventListener("change", getypt);
  form.addEventListener("submit", () => {
    clearTimeout(klok);
    gestopt = true;
    if (inhoud() !== bewaard) houd({ verstuurd: true });
  });
  addEventListener("pageshow", (e) => { if (e.persisted) gestopt = false; });
  addEventListener("online", () => { if (poging) plan(0); });
  addEventListener("focus", terug);
  document.addEventListener("visibilitychange", terug);
  bied();
  if (form.dataset.bewaar === "nee" && !document.querySelector(".melding.rood")) getypt();
}
