#pragma once

#include "base/messages/message.h"

// The words of report.html, whose script calls them by what stands behind "page.". It puts figures
// in place of %1 and %2. A word of what can be counted has a form for 1 and one for others.
namespace twotower {

// Headings and what is said below them.
using PageTable = MessageOf<"page.table">;
using PageTableNote = MessageOf<"page.table_note">;
using PageKnownTargets = MessageOf<"page.known_targets">;
using PageColdItems = MessageOf<"page.cold_items">;
using PageColdItemsAlone = MessageOf<"page.cold_items_alone">;
using PageSlices = MessageOf<"page.slices">;
using PageSlicesNote = MessageOf<"page.slices_note">;
using PageChecks = MessageOf<"page.checks">;
using PageTowers = MessageOf<"page.towers">;
using PageTowersNote = MessageOf<"page.towers_note">;
using PageMap = MessageOf<"page.map">;
using PageMapNote = MessageOf<"page.map_note">;
using PageCurves = MessageOf<"page.curves">;
using PageExposure = MessageOf<"page.exposure">;
using PageExposureNote = MessageOf<"page.exposure_note">;
using PagePeople = MessageOf<"page.people">;
using PagePeopleNote = MessageOf<"page.people_note">;
using PageAgain = MessageOf<"page.again">;
using PageConfig = MessageOf<"page.config">;
using PageCauses = MessageOf<"page.causes">;
using PageWarnings = MessageOf<"page.warnings">;

// The head.
using PageInteractions = MessageOf<"page.interactions">;
using PageUsers = MessageOf<"page.users">;
using PageItems = MessageOf<"page.items">;
using PageEpochs = MessageOf<"page.epochs">;
using PageSeconds = MessageOf<"page.seconds">;

// Tables, the map and charts.
using PageTargets = MessageOf<"page.targets">;
using PageOther = MessageOf<"page.other">;
using PageUserPoints = MessageOf<"page.user_points">;
using PageLoss = MessageOf<"page.loss">;
using PageEpoch = MessageOf<"page.epoch">;
using PageEpochValue = MessageOf<"page.epoch_value">;
using PageKept = MessageOf<"page.kept">;
using PageTenth = MessageOf<"page.tenth">;
using PageRows = MessageOf<"page.rows">;

// The towers.
using PageUserTower = MessageOf<"page.user_tower">;
using PageItemTower = MessageOf<"page.item_tower">;
using PageHiddenLayer = MessageOf<"page.hidden_layer">;
using PageVector = MessageOf<"page.vector">;
using PageCompared = MessageOf<"page.compared">;
using PageOneLoss = MessageOf<"page.one_loss">;

// People and their lists.
using PageHistory = MessageOf<"page.history">;
using PageTook = MessageOf<"page.took">;
using PageMore = MessageOf<"page.more">;
using PageLike = MessageOf<"page.like">;
using PageNothing = MessageOf<"page.nothing">;
using PagePlace = MessageOf<"page.place">;
using PageNotListed = MessageOf<"page.not_listed">;

using PagePair = MessageOf<"page.pair">;  // a name and what is said of it

using PageWords =
    MessageList<PageTable, PageTableNote, PageKnownTargets, PageColdItems, PageColdItemsAlone,
                PageSlices, PageSlicesNote, PageChecks, PageTowers, PageTowersNote, PageMap,
                PageMapNote, PageCurves, PageExposure, PageExposureNote, PagePeople, PagePeopleNote,
                PageAgain, PageConfig, PageCauses, PageWarnings, PageInteractions, PageUsers,
                PageItems, PageEpochs, PageSeconds, PageTargets, PageOther, PageUserPoints,
                PageLoss, PageEpoch, PageEpochValue, PageKept, PageTenth, PageRows, PageUserTower,
                PageItemTower, PageHiddenLayer, PageVector, PageCompared, PageOneLoss, PageHistory,
                PageTook, PageMore, PageLike, PageNothing, PagePlace, PageNotListed, PagePair>;

// What the page says where scripts may not run, and the title of a curve.
using PageNeedsScript = MessageOf<"page.needs_script">;
using ValidationOf = MessageOf<"page.validation", Name<"metric">>;

using ReportWords = JoinLists<PageWords, MessageList<PageNeedsScript, ValidationOf>>::type;

}  // namespace twotower
