// Kleine verfijningen; elke pagina en elk formulier werkt ook zonder.
"use strict";

// Op een telefoon klapt het vorige kwartaal dicht.
const smal = matchMedia("(max-width: 48rem)");
const klap = () => document.querySelectorAll("details.toen").forEach((d) => { d.open = !smal.matches; });
klap();
smal.addEventListener("change", klap);
