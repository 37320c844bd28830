// A script with a fault of its own, as shops have them: whatever the app's blocks do must not lean on it.
document.documentElement.classList.remove("no-scripts")
document.querySelector(".slideshow-that-was-removed").dataset.started = "yes"
