"use strict";
// The page's own words. A word of what can be counted has one form for 1 and one for the rest.
const TEXTS = {
  en: {table: "All items ranked for every test user", slices: "For whom it works", checks: "The data",
    table_note: "recall: how much of what a user took next is in the list. ndcg and mrr count more what stands higher. "
      + "± is half of the 95 % interval. Lists alike: what the lists of two random users have in common.",
    slices_note: "The two towers, by the history of the user and by how often the item was trained.",
    cold_items: "Held-out items, among all items", cold_items_alone: "Held-out items, among themselves",
    map: "Items and users in one space",
    map_note: "The first two principal components of the item vectors. Near means alike to the model. A larger point is a "
      + "more frequent item; the most frequent ones have their names, all others tell theirs when you point at them.",
    curves: "Training", exposure: "Who gets shown", exposure_note: "Items from the most to the least frequent, a tenth "
      + "each: their share of the training rows, and of all top-10 lists.",
    people: "Ten users", people_note: "Evenly from short to long histories. Green: what the user really took next.",
    again: "The same run again", config: "The complete config", items_shown: "items shown", lists_alike: "lists alike",
    history: "before (newest first)", item_knn: "item-kNN", popularity: "popularity", random: "random",
    two_towers: "two towers", item_knn_refit: "item-kNN (refit)", popularity_refit: "popularity (refit)",
    popularity_all_rows: "popularity (all rows)", rows: "training rows", like: "like", loss: "loss", epoch: "epoch",
    tenth: "tenth", kept: "kept: epoch {}", interactions: "interaction|interactions", users: "user|users",
    items: "item|items", epochs: "epoch|epochs", seconds: "s of training", nothing: "nothing", took: "took",
    more: "more", other: "other", user_points: "users", targets: "targets", place: "place {}", not_listed: "not in the list",
    causes: "Likely causes, most likely first, each with a command to try:",
    warnings: "Worth a look, each with a command to try:",
    new_users: "new users", few_events: "1 to 4 events", some_events: "5 to 49 events", many_events: "50 events or more",
    new_items: "new items", rare_items: "rare items", popular_items: "popular items", warm_items: "trained items"},
  zh: {table: "为每个测试用户对全部物品排序", slices: "对谁有效", checks: "数据",
    table_note: "recall：用户接下来选择的物品有多少在列表中。ndcg 和 mrr 更看重靠前的位置。"
      + "± 是 95 % 置信区间的一半。列表相似：两个随机用户的列表共有的部分。",
    slices_note: "双塔模型的结果，按用户历史长短和物品的训练频次划分。",
    cold_items: "冷启动物品，在全部物品中", cold_items_alone: "冷启动物品，只在它们之中",
    map: "物品与用户在同一空间",
    map_note: "物品向量的前两个主成分。距离近表示模型认为相似。点越大，物品越常见；最常见的物品标有名称，"
      + "其余的在指向时显示。",
    curves: "训练过程", exposure: "谁被展示",
    exposure_note: "物品按频次从高到低分十份：各份占训练数据的比例，以及占所有前十列表的比例。",
    people: "十个用户", people_note: "从短历史到长历史均匀选取。绿色：用户接下来真正选择的物品。",
    again: "重现这次训练", config: "完整配置", items_shown: "展示的物品", lists_alike: "列表相似",
    history: "历史（最新在前）", item_knn: "item-kNN", popularity: "热门", random: "随机",
    two_towers: "双塔", item_knn_refit: "item-kNN（含验证集）", popularity_refit: "热门（含验证集）",
    popularity_all_rows: "热门（全部行）", rows: "训练数据", like: "类似", loss: "损失", epoch: "轮",
    tenth: "第几份", kept: "保留第 {} 轮", interactions: "条交互", users: "个用户",
    items: "个物品", epochs: "轮", seconds: "秒训练", nothing: "无", took: "选择了",
    more: "更多", other: "其他", user_points: "用户", targets: "目标", place: "第 {} 位", not_listed: "不在列表中",
    causes: "可能的原因（最可能的在前），每条附一个可以尝试的命令：",
    warnings: "值得留意，每条附一个可以尝试的命令：",
    new_users: "新用户", few_events: "1 到 4 个事件", some_events: "5 到 49 个事件", many_events: "50 个以上事件",
    new_items: "新物品", rare_items: "冷门物品", popular_items: "热门物品", warm_items: "训练过的物品"},
};
