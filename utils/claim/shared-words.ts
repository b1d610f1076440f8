import { foldName } from './same-names';

/**
 * English and French words for the same, so that a claim and a passage in two languages share
 * words: each row has English words, then French ones. A word that mostly means something else in
 * the other language is in no row, and neither are words that start with the same five letters.
 */
export const WORDS_FOR_THE_SAME: readonly (readonly string[])[] = `
threat menace
claim revendiquer revendication
lift lever levé lève levée
open ouvrir ouvre ouvert ouverte ouverture
close closed fermer ferme fermé fermeture
binding contraignant contraignante
monitor surveiller surveillance
data données
keep conserver garder conservation
price prix
sale sell vendre vend vendu vente
buy purchase acheter achète achat racheter rachat
rate taux
growth croissance
debt dette
spend dépenser dépense
tax impôt
city town ville
law loi
bill texte
votes voix
deputy lawmaker député
court tribunal cour
war guerre
peace paix
army armée
attack attaque attentat
kill tuer tué
death mort
wounded injured blessé
weapon arme
water eau
sea mer
fish poisson
fishing pêche
fisherman pêcheur
boat bateau
ship navire vaisseau
whale baleine
cold froid
winter hiver
summer été
spring printemps
autumn automne
snow neige
salt sel
freeze geler
pipe conduite tuyau canalisation
sewer égout
leak fuite
company firm entreprise société
customer client
market marché
factory plant usine
job emploi
wage salaire
employee staff salarié
work travail
worker travailleur
unemployment chômage
money argent
cost coût coûter
loss perte
income revenu
wealth richesse
poverty pauvreté
help assistance aide aider
child enfant
woman women femme
young jeune
health santé
disease maladie
doctor médecin
school école
pupil élève
teacher enseignant
house maison
bridge pont
station gare
plane avion
forest forêt
tree arbre
river fleuve rivière
lake lac
mountain montagne
shore côte
beach plage
island île
month mois
week semaine
day jour
year année
morning matin
night nuit
new nouveau nouvelle
best meilleur
weak faible
need necessary nécessaire besoin
known connu
unknown inconnu
agreement accord
meeting réunion
voter électeur
party parti
seat siège
power pouvoir
right droit
freedom liberté
fine amende
sentence peine
investigation enquête
evidence preuve
research recherche
researcher chercheur
study étude
result résultat
security sécurité
border frontière
refugee réfugié
foreign étranger
screen écran
software logiciel
computer ordinateur
network réseau
file fichier
word mot
learn apprentissage apprendre
chip puce
rocket fusée
space espace
moon lune
impact consequence conséquence
build construire construit
destroy détruire détruit
produce produire produit
remove withdraw retirer retiré
allow permettre permet
prevent empêcher empêche
lose perdre perd perdu
receive recevoir reçoit reçu
give donner
take prendre prend pris
hold tenir tient
show montrer
find trouver
believe croire croit
think penser
ask demander
answer répondre répond
explain expliquer
enter entrer
born naître né
chosen choisir choisi
chairman présider
treasury trésor
trade commerce
borrow emprunter emprunt
oppose opposé
quote citer
store shop magasin
food aliment nourriture
meat viande
heat chaleur chauffage
fire feu incendie
poll sondage
speech discours
newspaper journal
reader lecteur
writer écrivain
player joueur
game jeu
team équipe
winner vainqueur
museum musée
hostage otage
soldier soldat
government gouvernement
sheriff shérif
captive captif
brother frère
sister soeur
mother mère
father père
husband mari
wife épouse
friend ami
member membre adhérent
bed lit
council conseil
state état
chamber chambre
bank banque
white blanc blanche
red rouge
green vert verte
black noir noire
north nord
south sud
east eastern est
west western ouest
kingdom royaume
united uni unis unie unies
cross croix
world monde mondial mondiale
people peuple
office bureau
church église
square place
street rue
tower tour
fund fonds
league ligue
cup coupe
middle moyen
`
  .trim()
  .split('\n')
  .map((row) => row.split(' '));

let known: ReadonlyMap<string, readonly string[]> | null = null;

/** Returns the other words of the rows of a folded word. */
export function wordsForTheSame(folded: string): readonly string[] {
  known ??= otherWords();
  return known.get(folded) ?? [];
}

function otherWords(): Map<string, string[]> {
  const others = new Map<string, string[]>();
  for (const row of WORDS_FOR_THE_SAME) {
    const words = row.map(foldName);
    for (const word of words)
      others.set(word, [...(others.get(word) ?? []), ...words.filter((each) => each !== word)]);
  }
  return others;
}
