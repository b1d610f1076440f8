/**
 * Words whose opposite makes a claim wrong, in English and French: each row has two sides. Beginnings
 * of words end with a star. A word that can go with both sides is in no row.
 */
const ROWS: readonly (readonly [string, string])[] = [
  [
    `rise rises rose risen rising rais* hike hikes hiked relèv* relev* widen* broaden* increas* grow grows grew grown growing growth climb* surg* soar*
     jump* gain gains gained gaining up upward expand* expansion double doubl* tripl* swell*
     augment* hausse hausses accroi* accru* croissance croit croissant croître progress* grimp* bond*
     remont* monte montent monté montée montées montait envol* élev* renchéri* gagne gagnent gagné
     rocketed rocketing rockets skyrocket* boom* balloon* explose explosent explosé* flambe flambent flambé* thicken* repeupl*`,
    `fall falls fell fallen falling halv* divis* narrow* decreas* declin* drop* shrink* shrank shrunk plung* plummet* slump*
     tumbl* sank sink sinks sinking reduc* cut cuts cutting lowered lowers lowering down downward dwindl* lose
     loses lost losing baiss* diminu* recul* chut* réduit réduite réduisent réduire réduction* décroî*
     décroi* dégringol* retomb* tomb* plong* fléchi* perd perdent perdu perdue repli replie
     slip slips slipped slipping slid slides sliding dip dips dipped dipping trim trims trimmed trimming slash*
     ebb ebbs ebbed contract contracts contracted contracting thinn* collaps* effondr* effrit* essouffl* dépeupl*
     rabot* rogne* amput*`,
  ],
  [
    `improv* better warmer recover* strengthen* amélior* meilleur* redress* renforc* réchauff*`,
    `worsen* worse sour soured deteriorat* weaken* aggrav* détérior* dégrad* empir* affaibli* pire`,
  ],
  [
    `adopt* approv* pass passed passes accept* endors* ratif* valid* approuv* uphold* upheld`,
    `reject* refus* rebuff* defeat* veto* decline declined denied deny denies rejet* repouss* retoqu* annul* overturn* quash* invalid*`,
  ],
  [
    `lift lifts lifted lifting eas* relax* loosen* lève lèvent lever levée levé assoupli* allég*`,
    `tighten* strengthen* renforc* impos* toughen* harden* durci* resserr* alourdi*`,
  ],
  [
    `allow* permit* authori* legal legali* légal* permet* autoris* approv* approuv*`,
    `ban bans banned banning prohibit* forbid* forbade forbidden outlaw* illegal* illégal* interdi* prohib*`,
  ],
  [
    `begin* began begun start starts started starting launch* open opens opened opening commenc*
     continu* poursui* maintien* maintenu* maintain* keep keeps kept conserve conservent conserver resum* repren* repris* débute débuté débuter lance lancé lancer ouvre ouvert ouverte ouvrir ouverture rouvr* rouvert* reopen*`,
    `end ends ended ending stop stops stopped stopping halt* closes closed closing closure* clôtur* shut* abolish* abandon* suspend*
     termin* cess* arrêt* ferme fermé fermée fermer fermeture aboli* suspendu* supprim*`,
  ],
  [
    `support* favour* favor* approv* approuv* backed backing welcom* prais* applaud* hailed hails soutien* soutenu* soutena* soutenir favorable*
     salue saluent salué félicit*`,
    `oppos* reject* rejet* critici* condemn* denounc* dénonc* critiqu* condamn* défavorable* hostile* combattent combattu*
     complain* plaign* plaint deplor* déplor* fustig*`,
  ],
  [`want wants wanted veut veulent voulait voulaient`, `oppos* reject* refus* rejet*`],
  [
    `win wins won winning victor* clinch* triumph* gagn* remport* victoire*`,
    `lose loses lost defeat* perd* défait*`,
  ],
  [
    `hire hires hired hiring recruit* embauch* recrut*`,
    `fire fires fired firing dismiss* lay laid layoff* licenci* renvoy*`,
  ],
  [`more plus greater larger bigger`, `less fewer moins smaller`],
  [
    `high higher élevé* cher chère expensive costlier supérieur* haut haute`,
    `low lower cheap cheaper inférieur* moindre faible faibles bas basse`,
  ],
  [
    `freez* froze frozen block* gel gèle gelé* gèl* bloqu*`,
    `unfreez* unblock* releas* débloqu* dégel*`,
  ],
  [`largest biggest highest`, `smallest lowest`],
  [
    `largest biggest grand grande grands grandes gros grosse`,
    `smallest petit petite petits petites`,
  ],
  [`top`, `bottom`],
  [`easy easier easily facile faciles facilement`, `harder difficult* difficile*`],
  [`early earlier tôt`, `late later tard`],
  [`increas* worsen* aggrav*`, `alleviat* mitigat* soulag* atténu*`],
  [`encourag* promot* favoris*`, `discourag* decourag* découragé*`],
  [`optimis*`, `pessimis*`],
  [
    `stress stresses stressed stressing emphasi* highlight* underlin* underscor* soulign*`,
    `downplay* minimis* minimiz* éludent élude éludé`,
  ],
  [`public publics publique publiques`, `private privé privée privés privées`],
  [`narrowly closely justesse`, `overwhelming* massive* large* unanim* largely`],
  [`voluntar* volontaire*`, `forced forcé* compulsory`],
  [`appoint* nommé nommée nomme hired`, `sack* dismiss* limogé* limoge`],
  [
    `acknowledg* admit* admet* reconna* reconnu* avou* conced*`,
    `deny denies denied denying nie nient nié nier conteste contestent contesté dispute disputes disputed dément démentent démenti`,
  ],
  [`majority most majorité plupart`, `minority minorité`],
  [`confirm* affirm*`, `deny denies denied refute* dément* démenti* nie nient nié`],
  [
    `guilty convict* coupable* condamn*`,
    `innocent innocents acquit* innocenté* acquitté* relaxé relaxée relaxés relaxées blanchi*`,
  ],
  [
    `arrive arrives arrived enter* entre entré arriv* join joins joined joining rejoin* adhér* adhèr*`,
    `leave leaves left depart* quitt*`,
  ],
  [`import*`, `export*`],
  [`remember* rappel*`, `forget* forgot* oubli*`],
  [`hot hotter warm* chaud* réchauff*`, `cold colder cool* froid* refroid*`],
  [`fast faster quick* accelerat* rapid* accélér*`, `slow slower slow* lent* ralenti*`],
  [
    `profit profits profitable bénéfice bénéfices bénéficiaire*`,
    `loss losses perte pertes déficit* deficit*`,
  ],
  [
    `keep keeps kept retain retains retained conserve conservent conserver conservé*`,
    `delet* eras* effac* supprim* discard* détrui* destroy*`,
  ],
  [
    `grant grants granted granting accorde accordent accorder accordé*`,
    `withheld withhold* refus* denied`,
  ],
  [`surviv* survécu* survit`, `collaps* effondr*`],
  [`surviv* survécu* survit`, `died dies die killed perish* décéd* tué tués tuée tuées péri*`],
  [`succeed* success* réussi* succès`, `fail fails failed failing failure* échou* échec*`],
  [`include includes included inclut inclus*`, `exclud* exclu exclus exclut exclure`],
  [`agree agrees agreed`, `disagree* désaccord*`],
  [`optional facultati*`, `mandatory compulsory obligatoire*`],
  [`temporar* temporaire* provisoire*`, `permanent* définitif définiti*`],
  [`rapproch* closer nearer`, `éloign* farther`],
  [`men man hommes homme`, `women woman femmes femme`],
  [`strong stronger strongest`, `weak weaker weakest`],
  [`for favour favor pour oui yes`, `against contre non no`],
  [`rich richer riche*`, `poor poorer pauvre*`],
  [`oldest`, `youngest newest`],
  [`fastest`, `slowest`],
  [`richest`, `poorest`],
  [`best meilleur meilleure meilleurs meilleures`, `worst pire pires`],
  [`longest`, `shortest`],
  [`hottest`, `coldest`],
  [`safe safer sûr sûre`, `dangerous unsafe dangereu*`],
  [`alive vivant*`, `dead mort morte morts mortes`],
  [`full plein pleine rempli*`, `empty vide vides`],
  [`wet humide*`, `dry dries drying sec sèche* assèch*`],
  [`often frequently souvent fréquemment`, `rarely seldom rarement`],
  [`advance* avanc*`, `retreat* recul*`],
  [`arrest* detain* jail* imprison* emprison* incarcér* écrou*`, `freed releas* libér* relâch*`],
  [`seiz* captur* conquer* conqui*`, `lost surrender* évacu* abandon*`],
  [`creat* créer crée créé créée`, `destroy* détrui* dissol* dissou*`],
  [`built build builds building construi*`, `demolish* démoli* dismantl* démantel*`],
  [`merge* fusionn*`, `split splits scind*`],
  [`appear appears appeared appara*`, `disappear* dispara* disparu*`],
  [`extend* lengthen* prolong* rallong* allong*`, `shorten* écourt* raccourci*`],
  [`protect* protèg* protég*`, `threaten* menace menacent menacer menacé*`],
  [`present présent présente`, `absent absente`],
  [`urban urbain*`, `rural rura*`],
  [`north northern nord`, `south southern sud`],
  [`wide wider widest broad`, `narrow* slim slimmer étroit*`],
  [`postpon* delay* defer deferred retard* ajourn*`, `hasten* expedit* anticipé anticipée`],
  [`boost* stimul*`, `hamper* hinder* curb* curtail* frein* entrav*`],
  [`attract* attir*`, `deter* repel* dissuad* rebut*`],
  [`trust* confian*`, `distrust* mistrust* méfian* méfie* défian*`],
  [`overestimat* surestim* overstat*`, `underestimat* understat*`],
  [
    `heavy heavier heaviest lourd lourde lourds lourdes`,
    `lighter lightest léger légère légers légères`,
  ],
  [`younger youth`, `older elder*`],
  [`deep deeper deepest profond*`, `shallow*`],
  [`loud louder bruyant*`, `quiet quieter silent silencieu*`],
  [`common commonly frequent* fréquent*`, `rare rarer rarely rarement`],
  [`simple simpler simplif*`, `complex complicat* compliqu* complexe*`],
  [`clean cleaner propre propres`, `dirty dirtier pollut* contamin* pollu*`],
  [`healthy healthier`, `sick ill unwell malade*`],
  [`internal interne*`, `external externe*`],
  [`indoor*`, `outdoor*`],
  [`upstream amont`, `downstream aval`],
  [`east eastern est oriental*`, `west western ouest occidental*`],
  [
    `reveal* disclos* divulgu* dévoil*`,
    `conceal* hid hides hidden hiding dissimul* cache cachent caché* withheld withhold*`,
  ],
  [
    `exits exited exit sortent sorti sortie sortir quit quits`,
    `enter* join joins joined rejoin* arriv*`,
  ],
  [`deploy* déploi* déploy*`, `withdraw* withdrew retrait* retire retirent retiré*`],
  [`invest invests invested`, `divest* désinvest*`],
  [`nationali*`, `privati*`],
  [
    `spared épargné* intact intacte intacts unharmed unhurt indemne*`,
    `damag* endommag* destroy* détrui* ravag* hurt injur* bless*`,
  ],
  [
    `benefit benefits benefited bénéficie bénéficient bénéficié`,
    `harm* hurt hurts nuisent nui damag*`,
  ],
  [`reassur* rassur*`, `worr* alarm* inquiet* inquièt*`],
  [
    `happy pleased satisfied satisfait*`,
    `unhappy disappoint* déçu* déçoi* mécontent* dissatisfied`,
  ],
  [
    `heed* obey* complied complies comply respecte respectent respecté*`,
    `violat* breach* flout* enfrei* bafou* ignored ignore ignores ignoring ignorent ignoré*`,
  ],
  [`apply applies applied applique appliquent soumis*`, `exempt* dispens* exonér*`],
  [
    `enough suffisamment ample dispose disposent disposait`,
    `lack lacks lacked lacking shortage* manque manquent manquait pénurie* dépourvu*`,
  ],
  [
    `ahead devance devancent outperform* overtook overtak*`,
    `trails trailed trailing lags lagged lagging underperform*`,
  ],
  [`bulky bulkier bulkiest volumineu* encombrant*`, `compact compacte compacts`],
  [`summer été étés`, `winter hiver hivers`],
  [`free gratuit*`, `paying payant*`],
  [`married marry marries marrying mariage`, `divorc*`],
  [`morning matin matinée`, `evening soir soirée`],
  [`volatil* unstable instable*`, `stable stables steady`],
  [`elected re-elected élu élue élus réélu*`, `resign* démission* oust* évinc* destitu*`],
  [`remote éloigné* distant lointain*`, `nearby proche proches voisin*`],
  [`surplus* excédent*`, `deficit* déficit*`],
  [`employer* employeur*`, `employee* salarié*`],
  [`tenant* locataire*`, `landlord* propriétaire*`],
  [`buyer* acheteu*`, `seller* vendeu*`],
  [`father père`, `mother mère`],
  [`husband mari`, `wife épouse`],
  [`brother brothers frère frères`, `sister sisters soeur soeurs sœur sœurs`],
  [`boys garçons`, `girls filles`],
];
/** These count only after a figure: "12 % more", not "more than 12 %". */
const AFTER_FIGURES = new Set('more less fewer plus moins'.split(' '));
/** These count only after a vote: "voted against". */
const AFTER_VOTES = new Set('for favour favor pour oui yes against contre non no'.split(' '));
/** These words count only as nouns: "en été" and not "a été", "à l’est" and not "il est". */
const AS_NOUNS = new Set(['été', 'est']);
/** Words with many other meanings, which count only beside a figure. */
const BESIDE_FIGURES = new Set(
  'up down gain gains gained gaining gagne gagnent gagné lose loses lost losing perd perdent perdu perdue want wants wanted veut veulent voulait voulaient'.split(
    ' ',
  ),
);

/** The side of a word in its row. */
export interface Side {
  readonly row: number;
  readonly side: 0 | 1;
  /** Whether the word counts only beside a figure, after one, after a vote, or as a noun. */
  readonly needs: 'nothing' | 'a figure' | 'a figure before' | 'a vote before' | 'to be a noun';
}

const exact = new Map<string, Side[]>();
const beginnings = new Map<string, Side[]>();
/** A beginning has at least this many letters. */
const SHORTEST = 3;
const LONGEST = 12;

for (const [row, sides] of ROWS.entries()) {
  for (const [side, words] of sides.entries()) {
    for (const word of words.split(/\s+/u)) {
      const value: Side = { row, side: side === 0 ? 0 : 1, needs: needsOf(word) };
      const table = word.endsWith('*') ? beginnings : exact;
      const key = word.replace('*', '');
      table.set(key, [...(table.get(key) ?? []), value]);
    }
  }
}

function needsOf(word: string): Side['needs'] {
  if (AFTER_VOTES.has(word)) return 'a vote before';
  if (AFTER_FIGURES.has(word)) return 'a figure before';
  if (AS_NOUNS.has(word)) return 'to be a noun';
  return BESIDE_FIGURES.has(word) ? 'a figure' : 'nothing';
}

/** The maximum number of words that are kept, because texts repeat their words. */
const MOST_KNOWN = 20_000;
const known = new Map<string, readonly Side[]>();

/** Returns the rows that a word in lower case is in. */
export function sidesOf(word: string): readonly Side[] {
  const sides = known.get(word) ?? findSides(word);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(word, sides);
  return sides;
}

function findSides(word: string): readonly Side[] {
  const found = exact.get(word);
  if (found !== undefined) return found;
  for (let length = Math.min(LONGEST, word.length); length >= SHORTEST; length--) {
    const sides = beginnings.get(word.slice(0, length));
    if (sides !== undefined) return sides;
  }
  return [];
}
