import { PANEL_ID } from '../constants';
import { lookUpTexts } from '../shared/lookUpTexts';

lookUpTexts(PANEL_ID);
