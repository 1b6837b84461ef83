/** Says whenever something in a folder has changed, however many files one save writes. */

import { watch } from 'node:fs'

/**
 * One item for all changes since the last was taken.
 *
 * @param signal ends it; without one it goes on until the process ends
 * @throws when there is no such folder
 */
export async function* watchFolder(folder: string, signal?: AbortSignal): AsyncGenerator<void> {
  let hasChanged = false
  let wake = () => {}
  const watcher = watch(folder, { recursive: true }, () => {
    hasChanged = true
    wake()
  })
  signal?.addEventListener('abort', () => wake())
  try {
    while (!signal?.aborted) {
      if (!hasChanged) await new Promise<void>(resolve => (wake = resolve))
      if (!hasChanged) continue
      hasChanged = false
      yield
    }
  } finally {
    watcher.close()
  }
}
