import type { AssetRole } from '@proofsheet/client';
import { memo, useState } from 'react';
import { Button as IconButton, ProgressBar } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { RoleSelect } from './role-select.tsx';
import type { Upload } from './upload.ts';

interface UploadRowProps {
  readonly upload: Upload;
  readonly onRole: (id: string, role: AssetRole) => void;
  readonly onRemove: (id: string) => void;
  readonly onAgain: (id: string) => void;
}

/** One file: how far it is, what it shows, and what is wrong with it. Of hundreds only those that change are drawn anew. */
export const UploadRow = memo(function UploadRow({ upload, onRole, onRemove, onAgain }: UploadRowProps) {
  const { id, name, address, role, state, share, reason } = upload;
  const [readable, setReadable] = useState(true);
  return (
    <li className={`upload ${state}`}>
      {readable ? (
        <img src={address} alt="" loading="lazy" decoding="async" onError={() => setReadable(false)} />
      ) : (
        <span className="unreadable" />
      )}
      <span className="upload-name">
        <bdi>{name}</bdi>
        {state === 'coming' ? (
          <ProgressBar aria-label={`Uploading ${name}`} value={share * 100} className="progress">
            <span className="track">
              <span className="fill" style={{ inlineSize: `${share * 100}%` }} />
            </span>
          </ProgressBar>
        ) : null}
        {reason ? <span role="alert">{reason}</span> : null}
      </span>
      {state === 'coming' || state === 'there' ? (
        <RoleSelect role={role} name={name} onChange={(chosen) => onRole(id, chosen)} />
      ) : null}
      {state === 'broken' ? (
        <Button onPress={() => onAgain(id)} aria-label={`Send ${name} again`}>
          Try again
        </Button>
      ) : null}
      <IconButton className="icon" aria-label={`Remove ${name}`} onPress={() => onRemove(id)}>
        ×
      </IconButton>
    </li>
  );
});
