// Runs before the first paint, so that nobody sees the other theme or language flash by.
try {
  const page = document.documentElement
  const theme = localStorage.getItem("lumi.theme")
  if (theme === "light" || theme === "dark") {
    page.dataset.theme = theme
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
      meta.content = theme === "dark" ? "#0f171b" : "#eef0ef"
    }
  }
} catch {
  // Storage can be forbidden; then the system decides.
}
