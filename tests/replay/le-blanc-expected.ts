import type { ReadDocx } from '../minutes/read-docx.ts'
import type { ExpectedCell } from './expected.ts'

/**
 * The minutes of the assembly of Le Blanc (14 June 2012), read by hand, cell by cell and in their order: which
 * statement stands where. Their words are not ours to publish: each stands as the SHA-256 of its text,
 * normalised by `normaliseStatement`.
 */
export const LE_BLANC: readonly ExpectedCell[] = [
  {
    section: 0,
    group: 'Groupe A',
    column: 0,
    statements: [
      'e32d61a1a245d3b519bbc26d72104bb9e756534567d893ded30ea3490cb2750e',
      'b13475aa1233a39e4d610fd2326252d8f0c3877778f2beb1b4e60ac676bbd133',
      'd97b51d24c0f84b4f95a4e97a9ce764e69e2944fb133ccb4e50cb61068c40804',
      'ba5b82c149b17a9a4349c5e87593674b40378e680d0bbe8657b21f0a9fdbf3e7',
      '9e33e4384a0e19a01d8aebaaa33116de484d7fc2e37e20042bf584cf8632d2a9',
      '4c7999083714e8e4183803783b41a04d001725d444262c7c1676ebe6bd6b3317',
      'b21c9255824defe3b44373a4b7adc37372c5e136eb72a221e044acbd376d737c',
      '06fc68eb46d81632957e117bc6299f9f1f51870027bfe9d547d050f58618169a',
      '84bb8f0fb098a1169419aab5e2c5d75d95d55e2ef06e26258e4005bf930aec3b',
      '0fa139d8fc1c96d8fd3e81b0416adcc1fd0b4ac7c0bcbbaf3993d0516c10bc70',
      '55300883b79fddf3d061b97717733429a29798651057352721b7ee52b3555433',
      'a47bbde3eb9ea2ec96ea175361a38c821ccad71a305b26c5e9d5b9c71dd411c3',
    ],
  },
  {
    section: 0,
    group: 'Groupe A',
    column: 1,
    statements: [
      'c9dd9ef0f96e94c3d570c1b544ee3f824d784576791cfb3c87b34b64015ea4a6',
      'fbe091557a43349ef7dd258cf6fe650f70c06c0978c22028118727da56fa763a',
      'a6e869c49e874bb32befa18e2798e07e8e353e808a0664ab7e9c8bd77e4cc967',
      '8413ffefb2e373d3f49f994b47892cf0d6b98469afba774cabc6231b3101c5c3',
      '4ba10a6013210c8b2a1331ed1dfd5023343c25e5b74ab012b4a75e4d3266b456',
    ],
  },
  {
    section: 0,
    group: 'Groupe B',
    column: 0,
    statements: [
      'd97b51d24c0f84b4f95a4e97a9ce764e69e2944fb133ccb4e50cb61068c40804',
      'a9ea11bb468cc8e2f22d8ab7022e9441339a9d1c93a63f5d1dab6b6a30342b2c',
      '23e7b47a2032c12cdc4b7492aa82fa429db6d9e4c146a0b1cbb99d0378d1ec79',
      '75c83c36d816c6c517eeef72b4419cad9afd65f404f0b5cbf59ec00f4b749d98',
      '791a834ceedb2a0f7042c9a8a87a6b3c0bd23386d5066638a48e62ad19e32fb0',
      'f470994796356c4b48e20a0b5f648cb3cc911b65f5f85e57c74ccdb30d7b2ce3',
      '533161735639c51adb4623f3780b497601d7b82108e6f03f5b65b5dd4c89f616',
      'bbc39085f8b0d0a885be1358ff0483739bc92eaae1683b00becb7ce0bfb4e8e6',
      '568a9eb4235fa38d220f96d7bfa2d8795071fc38f1a6b85515b02ba973c100ee',
      '091de3ee9e50d10af779f95b75a31ec5ed7905da1d6f747a22b1e9dd71d720db',
      '0c58ecd1847f9e066dc1e5250dbf1a84e7c3d789425b075eb3bbf6b7f272fff2',
    ],
  },
  {
    section: 0,
    group: 'Groupe B',
    column: 1,
    statements: [
      'e543162347b8d22f1f965b5dc0c7a5fa8d8b306f4cac4e5abe9e4ff692acac37',
      '28e08106ccb6ef0ff9892a5913d02183293f303b29f167a6130477c07a5a6739',
      'd67b94befcda66a5c78b2d1a86d6f76826f085de48f6bc069ae73c10ade820fd',
    ],
  },
  {
    section: 0,
    group: 'Groupe C',
    column: 0,
    statements: [
      '139bd6d8f1aa592323a2b7f2e5f3588c35bbc494b08bba3ff01ed569ba8c1ef4',
      'dbf4cd04d44746b00a50ebc3b4c5f0d048dc186621da8d8c07c38edfc145ac73',
      '6a1ed38ff2391cdd810eefc129e1b35020b0ba3618dc5d3ddc718667a603825c',
      'd3ed9c646151982d9fed0ed6236a77b35d1222fa18b300196defbc2b723d45fe',
      '49f99470b61925f582cbe1609ee062420ce20942f745312d0b893439dfc288a4',
      '000411c695dcf8f278d9b594cc244387c22019d9fdd9a87c762127a5e5f05a77',
      'f4fb341453d0a48474e38b44db6f154a470c8811267178ceb2d97c2b5cabaa1f',
      '246f683d03e6a0255f1bc7769e08e98900a82cd34a7f55095d63f65514903968',
      '7e3893a8bcea763987df1021fd506768f879d3c045b66f4eb86b5c7946cf8180',
      '612936f2bba582b888b3fec371288975cb2fce692fd1fccaa6ab65cacfb8c405',
      'fd3dd3b468c1e55af2d8c90a73084a39099d92e67a7337b7817850ba3a3776cd',
    ],
  },
  {
    section: 0,
    group: 'Partenaires',
    column: 0,
    statements: [
      '189c45ff238e621e1ea63cf2db896db108c052af3b7cac7d92d13a36f9d31023',
      'e5d87bd3f1e74c340ca1cd889f9d8034e970f56b68e951b1fff4d7b22e90c641',
    ],
  },
  {
    section: 0,
    group: 'Partenaires',
    column: 1,
    statements: ['ce7a529553a2d546008dbb7816a38e9507a6495276ba13d30e50793f8ff4cfc1'],
  },
  {
    section: 1,
    group: 'Groupe A',
    column: 0,
    statements: [
      '52dfd6fac707c2ba3d9e2394a7c805ffc4ba5e77940a9471d1d2716030146735',
      '78ecc9d0962fae752bc3aee383132b2dfaa2662646f4f354e090d22a423b3173',
      'edba6646015d898eb6b164e5ffbdbee9456845c2c790478552a4d8083c56b24c',
      '5a302de0683b43ec22e6233be3d67de188ff75e8f04848a25533983f085164f5',
      '4f5828f26beca6b2dcde7981eade8c4c63beec776a56f7dd576ec64b95d82020',
      '864cb541400a086f0457d1c2712815600490935954c59f0c760addc364d12f1e',
      '3145b2158de7198276b441fe7d127276455f89d6c051759a08df00966893eae7',
      '0296e3fb4e58eae0a9f63db5fa8ec1c225b630e303117c9e4dad67b95cf039f9',
    ],
  },
  {
    section: 1,
    group: 'Groupe A',
    column: 1,
    statements: [
      'c8071d328fb9f69d038ea21e1a132be5bfd1c3d80649ef4dc279f11ad11e5616',
      '81c7a3421bd078603021ebcb3b9c570239263893e539b3d0319f0af05152375a',
      '19c052789bf04c00426cb3fb99b7788953de8653ce71a3bd1ee885a32d705669',
      '85529da137a92e04a848483d0990d1d34d501d8fe2565239a1b412e6127755e3',
    ],
  },
  {
    section: 1,
    group: 'Groupe B',
    column: 0,
    statements: [
      '246837dd53d41bd0635a5a4f90fc6d05b357cfbed516a24d0fed4e6de12ac43e',
      '9693c7f7d48cae5ce8e7291adcdbf093c15d5660cbd5ca6091e2622dbb37d549',
      '0c7b45f465f5a83097f145472ceb21fc235bd84af84bf9e7186e9338d4818b93',
      '8d0eef4e553da8ee845240f692b32ade68b5cef7fe9017b8878f2e2e43487d65',
      '1721b1dc6c9873d9a5cea38e620860c16573bd5bb7c12b022f57cdf1470cf9d0',
      '4d60ede920c7f665cfa786612baf1e9ef770d8478077c2d3dcc93ebf95c5d1fb',
      '281347bbc6a73bb3d3a901ef594d028f61312d7ba35f25caa537cea63ef96080',
      '5d4f19e3e1364541b00bfcfab02f05b1665da7c660ee17f766bebd223809a67f',
      '399863d3cd398f6dcaf35828b3e087a72b5d0812c7be6dfb21fa0f20b4e7c27e',
      'a0d39b66b997dae0f5ed13c042f0363e1bcead2490786b40c2ed8279f9bb3b2e',
      'a7aadd2510ad873a8ff2cf5cfb6354ecd258c1de5bf482f6a338eba3ba0b4adf',
      '4a3a7538b610e913659c41956233ab5606d4e96bbef5a9c37ade86a0de6fcb0f',
      'f131e2dbd315cceae88f123c6200198cfbbdb2897cc8199ec7ed8d79ac8a6520',
    ],
  },
  {
    section: 1,
    group: 'Groupe C',
    column: 0,
    theme: 'Communication interne et externe',
    statements: [
      'c1b80c277c5d597f1d1a4a78620f9b2e1d4a1e7fcc385618a44d8959fc67ebe9',
      '472e9740b275c67df86aad587269878fe4ca42fb79d94077ca63469e9e41ca8b',
      '4a8ffa113dd095429ff648ea5a060750d3d65dc7e0c956ed44a7338fe1429582',
      'ff01a6adc7793411aa59a743d16486135cabfa637c618e7d924731343da82a8d',
    ],
  },
  {
    section: 1,
    group: 'Groupe C',
    column: 0,
    theme: 'Formation',
    statements: [
      '937e0436630569276165d1400004ec71faf0b950a17761f93856bdedcc175376',
      'cfb6c41507767dd3711d1db2f234e1647cdfb5e71a5371634c17046091541d2e',
    ],
  },
  {
    section: 1,
    group: 'Groupe C',
    column: 0,
    theme: 'Cellule de veille',
    statements: [
      '0af0a73d1868eabdf13d85361db22872abfb595296b552a9f640d66049ccd1a5',
      '1ff4a74734209fa52255ccb34ebfc5db02d28ed8abf192aefff60077429f4a41',
    ],
  },
]

/** Who was there, as the heads of the groups must say it. */
export const LE_BLANC_ATTENDANCE: Readonly<Record<string, readonly string[]>> = {
  'Groupe A': ['Bénévoles\u00a0: 5 ·\u00a0Salariés\u00a0: 7 ·\u00a0Départements\u00a0: 36, 37, 45'],
  'Groupe B': [
    'Bénévoles\u00a0: 2 ·\u00a0Salariés\u00a0: 11 ·\u00a0Départements\u00a0: 36, 37, 45',
  ],
  'Groupe C': [
    'Bénévoles\u00a0: 8 ·\u00a0Salariés\u00a0: 4 ·\u00a0Départements\u00a0: 18, 36, 37, 45',
  ],
  Partenaires: [],
}

/** The tables before the groups' own, in figures. */
export const LE_BLANC_OVERVIEW: ReadDocx['overview'] = {
  'Qui était là': [
    [
      ['Groupe', 'Bénévoles', 'Salariés', 'Départements'],
      ['A\u00a0\u00a0\u00a0Groupe A', '5', '7', '36, 37, 45'],
      ['B\u00a0\u00a0\u00a0Groupe B', '2', '11', '36, 37, 45'],
      ['C\u00a0\u00a0\u00a0Groupe C', '8', '4', '18, 36, 37, 45'],
      ['P\u00a0\u00a0\u00a0Partenaires', '–', '–', '–'],
      ['Ensemble', '15', '22', '18, 36, 37, 45'],
    ],
  ],
  'Ce qui revient d’un groupe à l’autre': [
    [
      ['Conserver', 'A', 'B', 'C', 'P', 'Notes', 'Groupes'],
      ['Communication interne et externe', '·', '·', '4', '·', '4', '1\u00a0/\u00a04'],
      ['Formation', '·', '·', '2', '·', '2', '1\u00a0/\u00a04'],
      ['Cellule de veille', '·', '·', '2', '·', '2', '1\u00a0/\u00a04'],
    ],
  ],
}
