import { DATASOURCE_ID } from '../constants';
import { lookUpTexts } from '../shared/lookUpTexts';

lookUpTexts(DATASOURCE_ID);
