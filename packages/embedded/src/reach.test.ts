import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { isReachable, mayPass } from './reach.js'

const account = { uid: 26, gid: 27 }

test.each`
  mode     | uid   | gid   | passes   | why
  ${0o755} | ${0}  | ${0}  | ${true}  | ${'others may pass'}
  ${0o700} | ${0}  | ${0}  | ${false} | ${'only root may pass'}
  ${0o711} | ${0}  | ${0}  | ${true}  | ${'others may pass though not list'}
  ${0o744} | ${0}  | ${0}  | ${false} | ${'others may list but not pass'}
  ${0o700} | ${26} | ${0}  | ${true}  | ${'it is the owner'}
  ${0o077} | ${26} | ${0}  | ${false} | ${'the owner is shut out whatever others may'}
  ${0o710} | ${0}  | ${27} | ${true}  | ${'its group may pass'}
  ${0o701} | ${0}  | ${27} | ${false} | ${'its group is shut out whatever others may'}
`('mode $mode of $uid:$gid: $passes, because $why', ({ mode, uid, gid, passes }) => {
  expect(mayPass({ mode, uid, gid }, account)).toBe(passes)
})

test('one closed folder on the way makes a path unreachable', async () => {
  const top = await mkdtemp(join(tmpdir(), 'wattline-reach-'))
  try {
    await chmod(top, 0o755)
    await mkdir(join(top, 'open', 'deep'), { recursive: true })
    const stranger = { uid: 4_000_000, gid: 4_000_000 }
    expect(await isReachable(join(top, 'open', 'deep'), stranger)).toBe(true)
    await chmod(join(top, 'open'), 0o700)
    expect(await isReachable(join(top, 'open', 'deep'), stranger)).toBe(false)
  } finally {
    await rm(top, { recursive: true, force: true })
  }
})
