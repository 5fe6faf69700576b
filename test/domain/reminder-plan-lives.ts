import fc from 'fast-check'
import { usualLeadTimes } from '../../electron/domain/reminder-plan.js'
import type { SnoozeChoice } from '../../electron/domain/sent-reminders.js'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

export const zones = [
  ...['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia'],
  ...['UTC', 'Australia/Lord_Howe', 'America/St_Johns']
]
/** Hours in which no zone turns its clocks are their borders; the borders are in quiet-hours.test.ts. */
const quietHours = fc.constantFrom(
  ...[null, null, null],
  ...[
    [22 * 60, 7 * 60],
    [12 * 60, 13 * 60 + 30],
    [18 * 60, 9 * 60 + 15],
    [7 * 60, 22 * 60]
  ].map(([from, to]) => ({ from: from!, to: to! }))
)
const leadTimes = fc.constantFrom<readonly number[]>(
  usualLeadTimes,
  usualLeadTimes,
  [],
  [30 * day],
  [2 * hour, 90 * minute, hour],
  [day, 10 * day, 25 * hour]
)
/** Short ones are as likely as long ones. */
const spell = (longest: number) =>
  fc.oneof(
    fc.integer({ min: 1, max: 2 * hour }),
    fc.integer({ min: 1, max: 3 * day }),
    fc.integer({ min: 1, max: longest })
  )
const jump = fc.oneof(
  fc.constantFrom(-400 * day, 400 * day, -hour, hour, -hour - 1),
  fc.integer({ min: -12 * day, max: 12 * day }),
  fc.integer({ min: -2 * hour, max: 2 * hour })
)
const birth = fc.record({
  life: fc.integer({ min: -3 * day, max: 40 * day }),
  age: fc.oneof(fc.integer({ min: 0, max: 20 * day }), fc.constant(300 * day)),
  endKnown: fc.integer({ min: 0, max: 9 }).map((one) => one > 0),
  leadTimes: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: leadTimes })
})
const which = fc.nat({ max: 3 })

const event = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('run' as const), for: spell(30 * day), late: fc.nat(minute) })
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('switch-off' as const), for: spell(25 * day) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('sleep' as const), for: spell(5 * day) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('set-clock' as const), by: jump }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('there-and-back' as const), by: jump }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('snooze' as const),
      until: fc.constantFrom<SnoozeChoice>('hour', 'tomorrow-morning', 'three-days')
    })
  },
  fc.record({ do: fc.constant('travel' as const), zone: fc.constantFrom(...zones) }),
  fc.record({ do: fc.constant('renew' as const), which, by: fc.integer({ min: -5 * day, max: 30 * day }) }),
  fc.record({ do: fc.constant('revoke' as const), which }),
  fc.record({ do: fc.constant('mute' as const), which }),
  fc.record({ do: fc.constant('birth' as const), token: birth }),
  fc.record({ do: fc.constant('lead-times' as const), leadTimes }),
  fc.record({ do: fc.constant('quiet-hours' as const), quietHours }),
  fc.record({ do: fc.constant('pause' as const), for: spell(3 * day) })
)
export type Event = typeof event extends fc.Arbitrary<infer E> ? E : never

/** A life of a person's computer, as far as reminders see it. */
export const life = fc.record({
  /** Near the turns of clocks of 2026 and 2027, and anywhere. */
  start: fc
    .tuple(
      fc.constantFrom('2026-03-01', '2026-03-20', '2026-10-15', '2026-10-28', '2027-03-10', '2027-08-01'),
      fc.integer({ min: 0, max: 9 * day })
    )
    .map(([date, later]) => Date.parse(date) + later),
  zone: fc.constantFrom(...zones),
  tokens: fc.array(birth, { minLength: 1, maxLength: 3 }),
  quietHours,
  leadTimes,
  events: fc.array(event, { minLength: 1, maxLength: 7 })
})
export type Life = typeof life extends fc.Arbitrary<infer L> ? L : never
