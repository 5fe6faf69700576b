import { useEffect, useEffectEvent } from 'react'

/**
 * Runs `act` on a key of the whole page: `Escape`, a function key, or a letter with Ctrl (Cmd on macOS) as `mod+n`.
 * What a control or a dialog has used is left alone, and so is copying selected text or pasting into a field. Only a
 * function key counts while a dialog is open.
 */
export function useShortcut(keys: string, act: () => void, on = true): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat || event.shiftKey || event.altKey) return
    const isBehind = document.querySelector('[role="dialog"], [role="alertdialog"]') !== null
    if (isBehind && !/^F\d+$/.test(keys)) return
    const wanted = keys.startsWith('mod+')
    const mod = event.ctrlKey || event.metaKey
    if (wanted !== mod || event.key.toLowerCase() !== keys.replace('mod+', '').toLowerCase()) return
    if (keys === 'mod+v' && isTyping(event.target)) return
    if (keys === 'mod+c' && (isTyping(event.target) || getSelection()?.isCollapsed === false)) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    if (!on) return
    const listener = (event: KeyboardEvent): void => pressed(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [on])
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.matches('input:not([type=checkbox]):not([type=radio]), textarea')
  )
}
