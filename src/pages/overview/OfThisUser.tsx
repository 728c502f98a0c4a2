import { usePluginUserStorage } from '@grafana/runtime';
import React, { useState } from 'react';

import { useTekton } from '../../experiment/useTekton';
import { useKeptIds } from '../../shared/useKeptIds';
import { FavouriteVariants } from './FavouriteVariants';
import { StartHere } from './StartHere';

interface Props {
  namespace: string;
  variant: string;
  variantUrl: (namespace: string, variant: string) => string;
}

const START_HERE = 'start-here';

/** What the overview has for whoever looks: what to do first, until it is dismissed, and favourite variants. */
export default function OfThisUser(props: Props): React.ReactElement {
  const plugin = usePluginUserStorage();
  const [storage] = useState(plugin);
  const dismissed = useKeptIds(storage, 'dismissed');
  const favourites = useKeptIds(storage, 'favourite-variants');
  const tekton = useTekton();
  return (
    <>
      {tekton.state === 'ready' && dismissed.ids?.has(START_HERE) === false && (
        <StartHere api={tekton.api} onDismiss={() => dismissed.toggle(START_HERE)} />
      )}
      <FavouriteVariants {...favourites} {...props} />
    </>
  );
}
