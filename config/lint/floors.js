/**
 * The floors of the project. A room is a folder directly below server/ or src/, or a single file there. A room imports
 * rooms of lower floors only, never one of its own floor, so no two rooms can import each other, directly or in a
 * circle.
 */
const FLOORS = {
  server: [
    ['thrown.ts'],
    [
      'errors.ts',
      'duplicateKey.ts',
      'env.ts',
      'log.ts',
      'settings.ts',
      'typed.ts',
      'httpServer.ts',
      'workingTime',
      'embedded'
    ],
    [
      'cursor.ts',
      'conditionalWrite.ts',
      'readRows.ts',
      'repeating.ts',
      'rounds.ts',
      'fieldEncryption',
      'health',
      'numbers',
      'sms',
      'wechat'
    ],
    ['people'],
    ['audit', 'ground', 'middleware'],
    ['deps.ts', 'endpointSpec.ts', 'migrations'],
    ['endpoint.ts', 'openapi.ts', 'database.ts', 'matters'],
    ['session', 'villages', 'catalogue', 'beneficiaries', 'attachments', 'consentVoices', 'auditList', 'noSignal'],
    ['serviceRequests', 'import', 'retention', 'notices'],
    ['kinds.ts', 'privacy', 'progress'],
    ['app.ts'],
    ['serve.ts'],
    ['index.ts', 'scripts']
  ],
  src: [
    ['contract', 'styles'],
    ['api'],
    ['phone'],
    ['hooks', 'i18n'],
    ['components'],
    ['pages', 'officer', 'console', 'app.tsx', 'app.config.ts']
  ]
}

const escaped = room => room.replace(/[.]/g, '\\.')
/** A pattern of every file in these rooms below server/ or src/. */
const inRooms = (house, rooms) => `^${house}/(${rooms.map(escaped).join('|')})(/|$)`

/** The rules for dependency-cruiser: one for each room, and one for files that belong to no floor. */
function floorRules() {
  return Object.entries(FLOORS).flatMap(([house, floors]) => [
    {
      name: `${house}-every-room-has-its-floor`,
      severity: 'error',
      comment: `Each room of ${house}/ stands on a floor: add a new one to config/lint/floors.js.`,
      from: {
        path: `^${house}/`,
        pathNot: [inRooms(house, floors.flat()), '\\.d\\.ts$', '\\.(scss|json)$', '^server/data/']
      },
      to: {}
    },
    ...floors.flatMap((rooms, floor) =>
      rooms.map(room => ({
        name: `${house}-${room.replace(/\.tsx?$/, '')}-imports-downwards`,
        severity: 'error',
        comment: `${house}/${room} may import rooms of lower floors only (config/lint/floors.js): move what both need down.`,
        from: { path: inRooms(house, [room]) },
        to: {
          path: `^${house}/`,
          pathNot: [inRooms(house, [room, ...floors.slice(0, floor).flat()]), '\\.(scss|json)$', '\\.d\\.ts$']
        }
      }))
    )
  ])
}

module.exports = { FLOORS, floorRules }
