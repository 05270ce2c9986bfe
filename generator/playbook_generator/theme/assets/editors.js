// @ts-check
/**
 * On the page for editors: says of each record whose review is overdue on the reader's day by how many days, and how
 * many there are. The page itself is the same on every day.
 */
(function () {
  "use strict";

  const page = /** @type {HTMLElement | null} */ (document.querySelector(".pb-reviews"));
  const news = page && page.querySelector(".pb-reviews__news");
  if (!page || !news) return;
  const now = new Date();
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  let count = 0;
  for (const item of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll("[data-due]"))) {
    const days = Math.round((today - Date.parse(item.dataset.due || "")) / 86400000);
    if (days <= 0) continue;
    count += 1;
    const mark = document.createElement("strong");
    mark.className = "pb-badge pb-badge--care";
    mark.textContent = (page.dataset.over || "").replace("{days}", String(days));
    item.append(" ", mark);
  }
  news.textContent = ((count ? page.dataset.count : page.dataset.none) || "").replace("{count}", String(count));
})();
