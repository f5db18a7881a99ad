import type { CatalogueCategory, CatalogueItem, OtherMatter } from '../../src/contract/catalogue'
import type { CatalogueCategoryFields, CatalogueItemFields, OtherMatterFields } from '../ground/catalogueModel'

/** A stored item as the phone gets it: field by field, so that other stored fields are not sent. */
export function presentItem(item: CatalogueItemFields): CatalogueItem {
  return {
    code: item._id,
    name: item.name,
    categoryCode: item.categoryCode,
    pinyin: item.pinyin,
    initials: item.initials,
    applicants: item.applicants,
    materials: item.materials,
    timeLimitDays: item.timeLimitDays ?? null,
    timeUnit: item.timeUnit,
    timeText: item.timeText,
    statutoryText: item.statutoryText ?? null,
    feeYuan: item.feeYuan ?? null,
    feeText: item.feeText,
    channels: item.channels,
    delivery: item.delivery,
    presenceRequired: item.presenceRequired,
    presenceKind: item.presenceKind,
    presenceNote: item.presenceNote ?? '',
    relativeMayBook: item.relativeMayBook,
    relativeMayApply: item.relativeMayApply,
    applicantType: item.applicantType,
    acceptOffice: item.acceptOffice,
    legalBasis: item.legalBasis,
    requiresPolice: item.requiresPolice,
    evidence: item.evidence,
    // Items stored before this field existed ask for no identity number.
    idNumberNeeded: item.idNumberNeeded ?? false,
    note: item.note ?? null
  }
}

/** A stored category as the phone gets it. */
export function presentCategory({ _id, name }: CatalogueCategoryFields): CatalogueCategory {
  return { code: _id, name }
}

/** A matter for others, as the phone gets it. */
export function presentOtherMatter({ _id, name, office, phone, keywords }: OtherMatterFields): OtherMatter {
  return { code: _id, name, office, phone, keywords }
}
