import { boundaries } from "./boundaries.mjs"

// The Solid rules that matter here. eslint-plugin-solid needs ESLint and typescript-eslint, which do not run on
// TypeScript 7.

const component = (name) => /^[A-Z]/.test(name ?? "")

const nameOf = (node) => {
  if (node.id) return node.id.name
  let parent = node.parent
  // const Page = lazily(({ title }) => …) is a component too.
  while (parent?.type === "CallExpression" || parent?.type === "TSAsExpression") parent = parent.parent
  return parent?.type === "VariableDeclarator" && parent.id.type === "Identifier" ? parent.id.name : undefined
}

const noPropsDestructuring = {
  meta: { type: "problem", docs: { description: "Solid reads props lazily: a destructured one never changes." } },
  create(context) {
    const stack = []
    const enter = (node) => {
      const [props] = node.params
      const named = component(nameOf(node)) && node.params.length <= 1
      if (named && props?.type === "ObjectPattern") {
        context.report({ node: props, message: "Take `props` whole: destructured props never change." })
      }
      stack.push(named && props?.type === "Identifier" ? props.name : undefined)
    }
    const leave = () => {
      stack.pop()
    }
    return {
      FunctionDeclaration: enter,
      FunctionExpression: enter,
      ArrowFunctionExpression: enter,
      "FunctionDeclaration:exit": leave,
      "FunctionExpression:exit": leave,
      "ArrowFunctionExpression:exit": leave,
      VariableDeclarator(node) {
        const props = stack.at(-1)
        if (props && node.id.type === "ObjectPattern" && node.init?.type === "Identifier" && node.init.name === props) {
          context.report({
            node: node.id,
            message: "Read `props.name` where it is used: destructured props never change."
          })
        }
      }
    }
  }
}

const html = new Set(["innerHTML", "outerHTML", "insertAdjacentHTML", "dangerouslySetInnerHTML"])

const noInnerHtml = {
  meta: { type: "problem", docs: { description: "Text of a person must never become markup." } },
  create(context) {
    const report = (node, name) => {
      if (html.has(name)) context.report({ node, message: `${name} turns text into markup: build elements instead.` })
    }
    return {
      JSXAttribute: (node) => report(node, node.name.name),
      MemberExpression: (node) => report(node.property, node.computed ? node.property.value : node.property.name)
    }
  }
}

export default {
  meta: { name: "lumi" },
  rules: { boundaries, "no-inner-html": noInnerHtml, "no-props-destructuring": noPropsDestructuring }
}
