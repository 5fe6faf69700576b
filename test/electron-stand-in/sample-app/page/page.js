globalThis.pageRan = true
document.querySelector('#button').addEventListener('click', (event) => {
  event.target.textContent = 'Pressed'
})
