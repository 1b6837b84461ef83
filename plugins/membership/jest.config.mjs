// @boundaries-ignore the jest settings every package shares lie at the root
export { base as default } from '../../jest.base.mjs'
