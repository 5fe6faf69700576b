import {
  Menu,
  MenuButton,
  MenuDivider,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles
} from '@fluentui/react-components'
import type { WaysView } from '../../electron/shared/way-view.js'
import { possibleWays, type MakingWay } from './draft.js'
import { madeBy, wayNames } from './way-words.js'

// Above the step, which comes after it.
const useStyles = makeStyles({ list: { zIndex: 1 } })

interface MadeByProps {
  readonly way: MakingWay
  readonly ways: WaysView
  /** Something goes on that a switch would leave half done. */
  readonly busy: boolean
  readonly onSwitch: (way: MakingWay) => void
  /** To the step that shows all ways, also those that are not possible. */
  readonly onAll: () => void
}

/** Who makes the token, and a quiet way to change that at any step. */
export function MadeBy({ way, ways, busy, onSwitch, onAll }: MadeByProps) {
  const styles = useStyles()
  return (
    // In place, so that it stays inside the page's main part.
    <Menu
      inline
      checkedValues={{ way: [way] }}
      onCheckedValueChange={(_event, { checkedItems }) => {
        const chosen = possibleWays(ways).find((one) => checkedItems.includes(one))
        if (chosen !== undefined && chosen !== way) onSwitch(chosen)
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <MenuButton appearance="subtle" size="small" disabledFocusable={busy}>
          Made by: {madeBy[way]}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover className={styles.list}>
        <MenuList>
          {possibleWays(ways).map((one) => (
            <MenuItemRadio key={one} name="way" value={one}>
              {wayNames[one]}
            </MenuItemRadio>
          ))}
          <MenuDivider />
          <MenuItem onClick={onAll}>All ways, and why</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
