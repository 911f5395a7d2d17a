// The shell gives the texts in its language with the address. What is wished for goes back the same way: the shell catches
// these two addresses before anything is fetched, so the page needs no bridge into it.
const given = new URLSearchParams(location.search);
const put = (selector, name) => {
  document.querySelector(selector).textContent = given.get(name) ?? "";
};
document.documentElement.lang = given.get("lang") ?? "en";
put("h1", "title");
put(".detail", "detail");
put(".server", "server");
put(".retry", "retry");
document.querySelector(".retry").addEventListener("click", () => location.assign("/retry"));
if (given.has("connectLabel")) {
  const form = document.querySelector("form");
  put("label", "connectLabel");
  put("form button", "connectButton");
  put(".problem", "problem");
  form.hidden = false;
  form.elements.server.value = given.get("server") ?? "";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.assign(`/connect?${new URLSearchParams({ server: form.elements.server.value }).toString()}`);
  });
}
