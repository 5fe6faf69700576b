/** The two channels of the bridge. Calls are named inside the message, so that one router sees all of them. */
export const callChannel = 'token-tray:call'
export const eventChannel = 'token-tray:event'
