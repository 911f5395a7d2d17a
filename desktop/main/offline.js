// The shell gives the texts in its language; a page of a file has no other way to get them.
const given = new URLSearchParams(location.search);
document.documentElement.lang = given.get("lang") ?? "en";
document.querySelector("h1").textContent = given.get("title");
document.querySelector(".server").textContent = given.get("server");
document.querySelector(".retry").textContent = given.get("retry");
