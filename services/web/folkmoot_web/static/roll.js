// A code that came with a picture stands behind the # of the address, which no server is told; it is put into the field and taken away.
"use strict";

const field = document.getElementById("code");
if (field && /^#\d{20}$/.test(location.hash)) {
  field.value = location.hash.slice(1).replace(/(\d{5})(?=\d)/g, "$1 ");
  history.replaceState(null, "", location.pathname);
}
