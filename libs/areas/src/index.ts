export { AreaAct, AreaChange } from './area-act';
export { type AreaDifference, applyAreaChanged, areaDifference } from './area-changed';
export { AreaError, type AreaErrorCode } from './area-error';
export { AreaTree, type AreaTreeParts } from './area-tree';
export {
  COUNTRY_CODE,
  COUNTRY_ID,
  type AreaVersion,
  type Succession,
  type SuccessionExtent,
  type SuccessionLink,
  areaVersionId,
  isValidOn,
  levelRank,
} from './area-version';
export { foldVietnamese } from './fold';
export { InheritanceRule } from './inheritance';
export { Reading, type SourceArea, readArea, sourcesOf } from './readings';
export { ReferenceAct, loadReferenceActs, loadReferenceTree } from './reference-tree';
export { searchPrefixes, searchTerms, searchWords } from './search-words';
export { type Heir, type Mapped } from './succession-path';
