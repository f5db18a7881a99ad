/**
 * ESLint rules of this project that no package offers. The message of each rule says in one sentence what to do
 * instead.
 */
const path = require('node:path')

const CHINESE = /\p{Script=Han}|[\u3000-\u303f\uff00-\uffef]/u
const VAGUE_ROOMS = new Set(['utils', 'util', 'lib', 'libs', 'common', 'helpers', 'helper', 'misc', 'shared'])
const VAGUE_FILES = new Set(['utils', 'util', 'helpers', 'helper', 'misc'])
const WECHAT_HOST = /\bweixin\.qq\.com\b/

/** Creates a rule whose visitors call `say(node, data?)` with the only message of the rule. */
function rule(message, visitors) {
  return {
    meta: { type: 'problem', schema: [], messages: { said: message } },
    create: context => visitors((node, data = {}) => context.report({ node, messageId: 'said', data }), context)
  }
}

/** The parts of a path relative to the project's root. */
function partsOf(context) {
  return path.relative(context.cwd, context.filename).split(path.sep)
}

const noBarrel = rule(
  'No barrels: import a thing from the file that makes it.',
  say => ({
    ExportAllDeclaration: say,
    'Program:exit'(program) {
      const passesOn = statement => statement.type === 'ExportNamedDeclaration' && statement.source !== null
      if (program.body.length > 0 && program.body.every(passesOn)) say(program.body[0])
    }
  })
)

const roomNames = rule(
  'A room or file called "{{name}}" takes in anything: name it after what it holds.',
  (say, context) => ({
    Program(program) {
      const parts = partsOf(context)
      const file = parts.pop().replace(/\..*$/, '')
      const name = parts.find(part => VAGUE_ROOMS.has(part.toLowerCase())) ?? (VAGUE_FILES.has(file) ? file : null)
      if (name && parts[0] !== '..') say(program, { name })
    }
  })
)

const noTodo = rule(
  'Do it now or write it down as work to come: no notes to oneself in the code.',
  (say, context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        if (/\b(TODO|FIXME|XXX|HACK)\b/.test(comment.value)) say(comment)
      }
    }
  })
)

const describeExports = rule(
  '{{name}} is used from elsewhere: say above it in a /** … */ what it does, its units, its errors.',
  (say, context) => ({
    'ExportNamedDeclaration > FunctionDeclaration'(node) {
      const last = context.sourceCode.getCommentsBefore(node.parent).at(-1)
      if (last?.type !== 'Block' || !last.value.startsWith('*')) say(node, { name: node.id.name })
    }
  })
)

const noChinese = rule(
  'Words on a screen stand in src/i18n, sentences of errors in src/contract/errors.ts.',
  say => ({
    JSXText(node) { if (CHINESE.test(node.value)) say(node) },
    Literal(node) { if (typeof node.value === 'string' && CHINESE.test(node.value)) say(node) },
    TemplateElement(node) { if (CHINESE.test(node.value.raw)) say(node) }
  })
)

/** Half-width punctuation beside a Chinese character, or around Chinese words. */
const HALF_WIDTH = /[\p{Script=Han}」”’）][,;?!:()]|[,;?!:()][\p{Script=Han}「“‘（]/u
/** Stands for a value between the parts of a template. */
const VALUE = '\0'
const fullWidthPunctuation = rule(
  'Chinese sentences have full-width punctuation: ，：；？！（）.',
  say => ({
    JSXText(node) { if (HALF_WIDTH.test(node.value)) say(node) },
    Literal(node) { if (typeof node.value === 'string' && HALF_WIDTH.test(node.value)) say(node) },
    TemplateLiteral(node) {
      const text = node.quasis.map(({ value }) => value.raw).join(VALUE)
      if (HALF_WIDTH.test(text) || (CHINESE.test(text) && /\0[,;?!]\0/.test(text))) say(node)
    }
  })
)

const HTTP_CALLS = '/^(request|uploadFile|downloadFile)$/'
const oneDoorToHttp = rule(
  'Only src/api/http.ts sends HTTP: write a typed function in src/api and call that.',
  say => ({
    [`MemberExpression[object.name=/^(Taro|wx)$/][property.name=${HTTP_CALLS}]`]: say,
    [`ImportDeclaration[source.value="@tarojs/taro"] > ImportSpecifier[imported.name=${HTTP_CALLS}]`]: say,
    'CallExpression[callee.name="fetch"]': say,
    'NewExpression[callee.name="XMLHttpRequest"]': say
  })
)

const oneDoorToWechat = rule(
  'Only server/wechat talks to WeChat: add a call there.',
  say => ({
    Literal(node) { if (typeof node.value === 'string' && WECHAT_HOST.test(node.value)) say(node) },
    TemplateElement(node) { if (WECHAT_HOST.test(node.value.raw)) say(node) }
  })
)

module.exports = {
  rules: {
    'no-barrel': noBarrel,
    'room-names': roomNames,
    'no-todo': noTodo,
    'describe-exports': describeExports,
    'no-chinese': noChinese,
    'full-width-punctuation': fullWidthPunctuation,
    'one-door-to-http': oneDoorToHttp,
    'one-door-to-wechat': oneDoorToWechat
  }
}
