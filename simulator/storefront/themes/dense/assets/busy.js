// Keeps the main thread for about 300 ms while the page starts, as a heap of trackers would.
const until = performance.now() + 300
while (performance.now() < until) document.documentElement.getBoundingClientRect()
