import { onlineManager } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

/** There while the machine has no network; what is open is asked for anew when it comes back. */
export function ConnectionNote() {
  const online = useSyncExternalStore(
    (changed) => onlineManager.subscribe(changed),
    () => onlineManager.isOnline(),
  );
  return (
    <div role="status" className="connection">
      {online ? null : 'You are offline. What you see may be old; it goes on by itself when the connection is back.'}
    </div>
  );
}
