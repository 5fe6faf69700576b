globalThis.pageRan = true
globalThis.document.querySelector('#button').addEventListener('click', (event) => {
  event.target.textContent = 'Pressed'
})
