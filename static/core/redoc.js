"use strict";

// ReDoc's menu shows its maker's logo from their server. GoPay's pages ask no other host for anything, and its
// content security policy would refuse it with an error in the console. ReDoc removes a logo that does not load.
const image = HTMLImageElement.prototype;
const source = Object.getOwnPropertyDescriptor(image, "src");
const ownOnly = (value) => (new URL(value, location).protocol !== "data:" && new URL(value, location).host !== location.host ? "data:," : value);

Object.defineProperty(image, "src", { ...source, set(value) { source.set.call(this, ownOnly(value)); } });
image.setAttribute = function (name, value) {
  Element.prototype.setAttribute.call(this, name, name === "src" ? ownOnly(value) : value);
};

const place = document.getElementById("redoc");
Redoc.init(place.dataset.schema, { theme: { colors: { primary: { main: "#0b6e4f" } } } }, place);
