#pragma once

#include "base/messages/message.h"

// What `twotower demo` tells, line by line.
namespace twotower {

// The shop, one of its customers and one of its pizzas.
using DemoOpening = MessageOf<"demo.opening", GroupedCount<"customers">, Count<"pizzas">,
                              GroupedCount<"orders">, Count<"days">>;
using DemoCustomerLabel = MessageOf<"demo.customer.label">;
using DemoCustomer = MessageOf<"demo.customer", Said<"name">, Count<"age">, Worded<"district">,
                               Worded<"phone">, SaidAll<"ordered">>;
using DemoTimesOrdered = MessageOf<"demo.customer.ordered", Worded<"pizza">, Count<"times">>;
// The given name begins with a blank, so that it is not a family name: " Wei" of "Wei Wei".
using DemoName = MessageOf<"demo.name", Worded<"family">, Worded<"given">>;
using DemoPizzaLabel = MessageOf<"demo.pizza.label">;
using DemoPizza =
    MessageOf<"demo.pizza", Worded<"name">, Said<"category">, Count<"price">, WordedAll<"tags">>;
using DemoCategory =
    MessageOf<"demo.pizza.category", Worded<"first">, Worded<"second">, Worded<"third">>;

// The towers and their training.
using DemoUserTowerLabel = MessageOf<"demo.user_tower.label">;
using DemoItemTowerLabel = MessageOf<"demo.item_tower.label">;
using DemoInput = MessageOf<"demo.tower.input", Worded<"feature">, Count<"width">>;
using DemoHistory =
    MessageOf<"demo.tower.history", Count<"length">, Worded<"encoder">, Count<"width">>;
using DemoTowersMeet = MessageOf<"demo.towers_meet", Count<"pizzas">>;
using DemoTrainingLabel = MessageOf<"demo.training.label">;
using DemoTraining = MessageOf<"demo.training", Count<"epochs">, Whole<"seconds">,
                               TwoDigits<"guessing">, TwoDigits<"loss">>;

// Lists, and how good they are.
using DemoNextOrderLabel = MessageOf<"demo.next_order.label">;
using DemoNextOrder =
    MessageOf<"demo.next_order", TwoDigits<"guessing">, TwoDigits<"most_ordered">,
              TwoDigits<"item_knn">, TwoDigits<"two_towers">, TwoDigits<"optimum">>;
using DemoWay = MessageOf<"demo.way", WholeShare<"way">, GroupedCount<"customers">>;
using DemoListed =
    MessageOf<"demo.listed", Count<"place">, Worded<"pizza">, TwoDigits<"match">, Said<"why">>;
using DemoOrderedBefore = MessageOf<"demo.listed.ordered", Count<"times">>;
using DemoLike = MessageOf<"demo.listed.like", Worded<"nearest">>;
using DemoLikeByTags = MessageOf<"demo.listed.like_by_tags", Worded<"nearest">, WordedAll<"tags">>;
using DemoNewcomerLabel = MessageOf<"demo.newcomer.label">;
using DemoNewcomer = MessageOf<"demo.newcomer", Count<"age">, Worded<"district">, Worded<"phone">,
                               WordedAll<"list">>;
using DemoMostOrdered = MessageOf<"demo.most_ordered", WordedAll<"list">>;
using DemoNewcomers =
    MessageOf<"demo.newcomers", GroupedCount<"customers">, TwoDigits<"most_ordered">,
              TwoDigits<"two_towers">, TwoDigits<"optimum">, WholeShare<"way">>;
using DemoNicheLovers =
    MessageOf<"demo.niche_lovers", GroupedCount<"customers">, TwoDigits<"most_ordered">,
              TwoDigits<"two_towers">, TwoDigits<"optimum">, WholeShare<"way">>;

// What is new, and lists that are mixed.
using DemoNewOrderLabel = MessageOf<"demo.new_order.label">;
using DemoNewOrder = MessageOf<"demo.new_order", Worded<"ordered">, TwoDigits<"milliseconds">,
                               Worded<"watched">, Count<"before">, Count<"after">>;
using DemoNewPizzaLabel = MessageOf<"demo.new_pizza.label">;
using DemoNewPizza =
    MessageOf<"demo.new_pizza", Worded<"pizza">, Decimal<"milliseconds">, Count<"found">,
              Count<"lovers">, Count<"others_found">, GroupedCount<"others">>;
using DemoDiversityLabel = MessageOf<"demo.diversity.label">;
using DemoDiversity = MessageOf<"demo.diversity", Said<"name">, SaidAll<"before">,
                                Number<"diversity">, SaidAll<"after">>;
using DemoKind = MessageOf<"demo.diversity.kind", Count<"count">, Worded<"kind">>;
using DemoDiversityCost = MessageOf<"demo.diversity.cost", TwoDigits<"kinds_before">,
                                    TwoDigits<"kinds_after">, Said<"chance">>;
using DemoChanceFalls =
    MessageOf<"demo.diversity.chance_falls", ThreeDigits<"before">, ThreeDigits<"after">>;
using DemoChanceRises =
    MessageOf<"demo.diversity.chance_rises", ThreeDigits<"before">, ThreeDigits<"after">>;

// The server, and the end.
using DemoServerLabel = MessageOf<"demo.served.label">;
using DemoServed = MessageOf<"demo.served", Name<"path">, Name<"body">, WordedAll<"list">,
                             TwoDigits<"milliseconds">, Count<"requests">>;
using DemoEventLabel = MessageOf<"demo.event.label">;
using DemoEvent = MessageOf<"demo.event", Name<"path">, Name<"body">, TwoDigits<"milliseconds">,
                            WordedAll<"before">, WordedAll<"after">>;
using DemoItemLabel = MessageOf<"demo.item.label">;
using DemoItem = MessageOf<"demo.item", Name<"path">, Name<"body">, TwoDigits<"milliseconds">,
                           Count<"place">, Said<"after">>;
using DemoItemGone = MessageOf<"demo.item.gone">;
using DemoItemStays = MessageOf<"demo.item.stays", Count<"place">>;
using DemoClosing = MessageOf<"demo.closing">;
using DemoPointers = MessageOf<"demo.pointers", Name<"run">, Name<"user">>;

// `demo why`: two towers or one.
using DemoWhyOpening = MessageOf<"demo.why.opening">;
using DemoTwoTowersLabel = MessageOf<"demo.why.two_towers.label">;
using DemoTwoTowersTrained = MessageOf<"demo.why.two_towers", Whole<"seconds">>;
using DemoOneTowerLabel = MessageOf<"demo.why.one_tower.label">;
using DemoOneTowerTrained =
    MessageOf<"demo.why.one_tower", Count<"inputs">, Name<"hidden">, Whole<"seconds">>;
using DemoOneOrTwo =
    MessageOf<"demo.why.next_order", ThreeDigits<"most_ordered">, ThreeDigits<"two_towers">,
              ThreeDigits<"one_tower">, ThreeDigits<"optimum">, GroupedCount<"customers">>;
using DemoFewLabel = MessageOf<"demo.why.few.label", Count<"pizzas">>;
using DemoFew = MessageOf<"demo.why.few", ThreeDigits<"two">, ThreeDigits<"one">, Count<"pizzas">>;
using DemoManyLabel = MessageOf<"demo.why.many.label", GroupedCount<"many">>;
using DemoManyByTwo = MessageOf<"demo.why.many_by_two", Decimal<"two">, GroupedCount<"many">>;
using DemoManyByOne = MessageOf<"demo.why.many_by_one", Whole<"one">, GroupedCount<"many">,
                                TwoDigits<"pair">, GroupedCount<"measured">>;
using DemoBothLabel = MessageOf<"demo.why.both.label">;
using DemoBoth = MessageOf<"demo.why.both", Count<"candidates">, GroupedCount<"many">,
                           Decimal<"two">, TwoDigits<"one">>;
using DemoWhyClosing =
    MessageOf<"demo.why.closing", Said<"chance">, Whole<"times">, GroupedCount<"many">>;
using DemoHigher = MessageOf<"demo.chance.higher", ThreeDigits<"by">>;
using DemoLower = MessageOf<"demo.chance.lower", ThreeDigits<"by">>;

// `demo sparse`: tastes of few.
using DemoSparseOpening =
    MessageOf<"demo.sparse.opening", GroupedCount<"orders">, GroupedCount<"niche">,
              GroupedCount<"lovers">, GroupedCount<"customers">>;
using DemoSparseData = MessageOf<"demo.sparse.data">;
using DemoIdsOnly = MessageOf<"demo.sparse.ids">;
using DemoWithTags = MessageOf<"demo.sparse.tags">;
using DemoWithHierarchy = MessageOf<"demo.sparse.hierarchy">;
using DemoWithIdDropout = MessageOf<"demo.sparse.id_dropout">;
using DemoSparseLine =
    MessageOf<"demo.sparse.line", ThreeDigits<"niche">, ThreeDigits<"all">, Count<"found">,
              Count<"lovers">, Count<"others_found">, GroupedCount<"others">>;
using DemoSparseBoundsLabel = MessageOf<"demo.sparse.bounds.label">;
using DemoSparseBounds =
    MessageOf<"demo.sparse.bounds", ThreeDigits<"most_niche">, ThreeDigits<"most_all">,
              ThreeDigits<"knn_niche">, ThreeDigits<"knn_all">, ThreeDigits<"best_niche">,
              ThreeDigits<"best_all">>;
using DemoSparseClosing =
    MessageOf<"demo.sparse.closing", Count<"found">, Count<"lovers">, Said<"niche">, Said<"all">>;

using DemoMessages = MessageList<
    DemoOpening, DemoCustomerLabel, DemoCustomer, DemoTimesOrdered, DemoName, DemoPizzaLabel,
    DemoPizza, DemoCategory, DemoUserTowerLabel, DemoItemTowerLabel, DemoInput, DemoHistory,
    DemoTowersMeet, DemoTrainingLabel, DemoTraining, DemoNextOrderLabel, DemoNextOrder, DemoWay,
    DemoListed, DemoOrderedBefore, DemoLike, DemoLikeByTags, DemoNewcomerLabel, DemoNewcomer,
    DemoMostOrdered, DemoNewcomers, DemoNicheLovers, DemoNewOrderLabel, DemoNewOrder,
    DemoNewPizzaLabel, DemoNewPizza, DemoDiversityLabel, DemoDiversity, DemoKind, DemoDiversityCost,
    DemoChanceFalls, DemoChanceRises, DemoServerLabel, DemoServed, DemoEventLabel, DemoEvent,
    DemoItemLabel, DemoItem, DemoItemGone, DemoItemStays, DemoClosing, DemoPointers, DemoWhyOpening,
    DemoTwoTowersLabel, DemoTwoTowersTrained, DemoOneTowerLabel, DemoOneTowerTrained, DemoOneOrTwo,
    DemoFewLabel, DemoFew, DemoManyLabel, DemoManyByTwo, DemoManyByOne, DemoBothLabel, DemoBoth,
    DemoWhyClosing, DemoHigher, DemoLower, DemoSparseOpening, DemoSparseData, DemoIdsOnly,
    DemoWithTags, DemoWithHierarchy, DemoWithIdDropout, DemoSparseLine, DemoSparseBoundsLabel,
    DemoSparseBounds, DemoSparseClosing>;

}  // namespace twotower
