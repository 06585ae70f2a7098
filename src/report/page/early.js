// Before anything is drawn: what the scripts are about to change is not laid out first.
document.documentElement.classList.add("script");
// A script that fails leaves the page as it is without script: a drawing, and whole tables.
window.addEventListener("error", () => document.documentElement.classList.remove("script"));
