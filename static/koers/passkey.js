// <form data-passkey="maak|gebruik">: vraagt de browser om een passkey, zet het antwoord in het veld en verstuurt het.
// De opties staan als gegevens op de bladzijde (#passkey-opties); webauthn-json vertaalt ze naar wat de browser wil.
const MISLUKT = {
  NotAllowedError: "Er is geen passkey gebruikt. Probeer het opnieuw, of kies een andere weg.",
  InvalidStateError: "Op dit apparaat staat al een passkey voor Koers.",
};

for (const vorm of document.querySelectorAll("form[data-passkey]")) {
  vorm.querySelector("button[type=button]").addEventListener("click", async () => {
    const fout = vorm.querySelector("[data-passkey-fout]");
    fout.hidden = true;
    try {
      const opties = JSON.parse(document.getElementById("passkey-opties").textContent);
      const doe = vorm.dataset.passkey === "maak" ? window.webauthnJSON.create : window.webauthnJSON.get;
      vorm.querySelector("[name=credential]").value = JSON.stringify(await doe(opties));
      vorm.submit();
    } catch (e) {
      fout.textContent = MISLUKT[e.name] || "Deze browser kan hier geen passkey gebruiken.";
      fout.hidden = false;
    }
  });
}
