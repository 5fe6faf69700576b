import { Button, makeStyles, mergeClasses, RadioGroup, tokens } from '@fluentui/react-components'
import { ChevronRight20Regular } from '@fluentui/react-icons/svg/chevron-right'
import { Info20Regular } from '@fluentui/react-icons/svg/info'
import { ShieldKeyhole20Regular } from '@fluentui/react-icons/svg/shield-keyhole'
import { consequence, fullAccess } from '../../electron/shared/scopes.js'
import { siteName } from '../../electron/shared/site.js'
import { taskOf, tasks, type TaskId } from '../../electron/shared/tasks.js'
import { ChoiceCard } from '../ui/choice-card.js'
import { panel, row } from '../ui/layout.js'
import { Quiet } from '../ui/quiet.js'
import { ScopePicker } from './scope-picker.js'
import { scopesOf, type Draft } from './draft.js'
import type { Reach } from './wizard-state.js'

const useStyles = makeStyles({
  box: {
    ...row('M'),
    ...panel,
    alignItems: 'center',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    flexShrink: 0
  },
  icon: { flexShrink: 0 },
  grave: {
    backgroundColor: tokens.colorStatusWarningBackground1,
    color: tokens.colorStatusWarningForeground1
  },
  choices: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))',
    alignItems: 'stretch',
    gap: tokens.spacingVerticalS
  },
  byHand: {
    justifyContent: 'space-between',
    borderRadius: tokens.borderRadiusLarge,
    minHeight: '54px',
    paddingLeft: tokens.spacingHorizontalM,
    fontWeight: tokens.fontWeightSemibold
  }
})

interface WhatStepProps {
  readonly draft: Draft
  readonly reach: Reach
  readonly onTask: (task: TaskId) => void
  readonly onScopes: (chosen: readonly string[]) => void
}

/** The third question: what is it for? */
export function WhatStep({ draft, reach, onTask, onScopes }: WhatStepProps) {
  const styles = useStyles()
  const scopes = scopesOf(draft)
  const instead = insteadOf(draft, reach)
  return (
    <>
      {draft.task === 'by-hand' ? (
        <ScopePicker chosen={draft.chosen} onChoose={onScopes} onLeave={() => onTask('push')} />
      ) : (
        <RadioGroup
          className={styles.choices}
          aria-label="What do you need it for?"
          value={draft.task}
          onChange={(_event, { value }) => {
            const task = tasks.find(({ id }) => id === value)
            if (task !== undefined) onTask(task.id)
          }}
        >
          {tasks
            .filter(({ id }) => id !== 'by-hand')
            .map((task) => (
              <ChoiceCard
                key={task.id}
                value={task.id}
                name={task.name}
                means={task.means}
                chosen={draft.task === task.id}
              />
            ))}
          <Button
            className={styles.byHand}
            icon={<ChevronRight20Regular />}
            iconPosition="after"
            onClick={() => onTask('by-hand')}
          >
            Choose scopes by hand
          </Button>
        </RadioGroup>
      )}
      <Consequence scopes={scopes}>{consequence(scopes, siteName(reach.organization))}</Consequence>
      {instead !== null && <Quiet>{instead}</Quiet>}
    </>
  )
}

/** Where no token is needed: said as a fact where this computer shows it, else as what may be. */
function insteadOf({ task, way }: Draft, { ways }: Reach): string | null {
  if (way === 'have-one') return null
  if (ways?.gitNeedsNoToken === true && (task === 'clone' || task === 'push')) {
    return 'No token is needed for this: Git signs in by itself on this computer, with Git Credential Manager. Make one only if something else needs it.'
  }
  return taskOf(task).instead
}

interface ConsequenceProps {
  readonly scopes: readonly string[]
  readonly children: string
}

/** One sentence on what a token can do; full access stands out. */
function Consequence({ scopes, children }: ConsequenceProps) {
  const styles = useStyles()
  const grave = scopes.includes(fullAccess)
  const Icon = grave ? ShieldKeyhole20Regular : Info20Regular
  return (
    <div className={mergeClasses(styles.box, grave && styles.grave)}>
      <Icon className={styles.icon} aria-hidden />
      <span>{children}</span>
    </div>
  )
}
