#include "data/column_names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <span>

namespace twotower {
namespace {

using Names = std::span<const std::string_view>;

// All lists are in lower case, words joined.
constexpr std::string_view kUsers[] = {
    "user",       "userid",     "uid",       "userno",   "usercode", "customer",
    "customerid", "customerno", "visitorid", "memberid", "buyerid",  "reviewerid",
    "readerid",   "用户",       "用户id",    "用户编号", "用户号",   "用户标识",
    "会员",       "会员id",     "会员编号",  "会员号",   "客户",     "客户id",
    "客户编号",   "买家",       "买家id",    "顾客",     "顾客id",   "顾客编号"};
constexpr std::string_view kWeakUsers[] = {
    "visitor", "member",    "buyer",    "reader",   "reviewer", "client", "clientid",
    "account", "accountid", "deviceid", "cookieid", "openid",   "设备id", "账号"};
constexpr std::string_view kItems[] = {
    "item",      "itemid",     "iid",      "movieid", "productid", "sku",      "skuid",
    "articleid", "asin",       "goodsid",  "newsid",  "videoid",   "bookid",   "isbn",
    "songid",    "trackid",    "musicid",  "poiid",   "venueid",   "placeid",  "dishid",
    "contentid", "parentasin", "商品",     "商品id",  "商品编号",  "商品编码", "商品号",
    "物品",      "物品id",     "物品编号", "产品",    "产品id",    "产品编号", "文章id",
    "视频id",    "歌曲id",     "电影id",   "图书id",  "图书编号",  "新闻id",   "内容id"};
constexpr std::string_view kWeakItems[] = {
    "product", "article", "movie",   "video", "song", "track", "news", "book", "goods", "postid",
    "adid",    "shopid",  "storeid", "文章",  "视频", "歌曲",  "电影", "图书", "新闻",  "内容"};
constexpr std::string_view kTimes[] = {
    "timestamp", "time",     "ts",       "datetime", "eventtime", "unixreviewtime",
    "unixtime",  "时间",     "时间戳",   "行为时间", "事件时间",  "发生时间",
    "点击时间",  "购买时间", "下单时间", "浏览时间", "访问时间"};
constexpr std::string_view kWeakTimes[] = {
    "date", "day", "dt", "createdat", "createtime", "createdtime", "datum", "日期", "创建时间"};
constexpr std::string_view kOrders[] = {"seq",     "seqpos",  "seqno", "seqnum", "sequenceno",
                                        "ordinal", "eventno", "序号",  "次序",   "顺序"};
constexpr std::string_view kTypes[] = {"event",        "eventtype", "type",          "behavior",
                                       "behaviortype", "behaviour", "behaviourtype", "action",
                                       "actiontype",   "行为",      "行为类型",      "事件",
                                       "事件类型",     "操作",      "操作类型",      "动作"};
constexpr std::string_view kSessions[] = {"session", "sessionid", "sid",    "usersession",
                                          "visitid", "会话",      "会话id", "会话编号"};
constexpr std::string_view kEventWords[] = {"click", "clicked",  "view",   "viewed",
                                            "event", "visit",    "action", "play",
                                            "buy",   "purchase", "log",    "behavior"};

// Words for people and things, in columns that mean them in some trade: student_no, 课程名称.
constexpr std::string_view kPeople[] = {
    "user",      "usr",        "cust",     "person",    "customer", "visitor", "member",
    "buyer",     "reviewer",   "reader",   "client",    "learner",  "patron",  "student",
    "borrower",  "pupil",      "listener", "viewer",    "player",   "patient", "guest",
    "diner",     "subscriber", "shopper",  "employee",  "citizen",  "donor",   "traveler",
    "traveller", "passenger",  "tenant",   "applicant", "attendee", "fan",     "用户",
    "会员",      "客户",       "买家",     "顾客",      "读者",     "学员",    "学生",
    "借阅者",    "借阅人",     "听众",     "观众",      "玩家",     "患者",    "病人",
    "旅客",      "乘客",       "游客",     "访客",      "食客",     "住客",    "员工",
    "学习者",    "求职者",     "粉丝",     "订户"};
constexpr std::string_view kThings[] = {
    "item",     "product",  "article",    "movie",  "video",    "song",     "track",    "news",
    "book",     "goods",    "course",     "title",  "film",     "game",     "app",      "dish",
    "drink",    "meal",     "recipe",     "lesson", "episode",  "podcast",  "show",     "series",
    "artist",   "album",    "restaurant", "hotel",  "venue",    "poi",      "job",      "paper",
    "beer",     "wine",     "coffee",     "tea",    "medicine", "drug",     "exercise", "problem",
    "question", "listing",  "exhibit",    "tool",   "toy",      "document", "journal",  "magazine",
    "stock",    "material", "part",       "商品",   "物品",     "产品",     "文章",     "视频",
    "歌曲",     "电影",     "图书",       "新闻",   "内容",     "课程",     "饮品",     "菜品",
    "菜",       "饮料",     "书籍",       "书",     "书目",     "剧集",     "节目",     "游戏",
    "应用",     "音乐",     "曲目",       "专辑",   "歌手",     "餐厅",     "酒店",     "景点",
    "职位",     "岗位",     "论文",       "药品",   "题目",     "习题",     "房源",     "展品",
    "物料",     "单品",     "货品",       "食品",   "套餐",     "影片",     "小说",     "帖子",
    "直播间",   "短视频",   "期刊",       "文献",   "甜品"};
constexpr std::string_view kIdEndings[] = {"id",   "no",   "number",  "num",  "code", "key",
                                           "uuid", "card", "barcode", "编号", "号",   "标识",
                                           "编码", "代码", "号码",    "证号", "卡号", "条码"};
constexpr std::string_view kNameEndings[] = {"name", "title", "名称", "名", "标题"};

// What somebody took at once, where it is named: no item, and no user.
constexpr std::string_view kVisits[] = {
    "invoice", "trans",       "trx",      "sale",     "order",  "basket", "cart",   "transaction",
    "txn",     "receipt",     "bill",     "purchase", "ticket", "trip",   "visit",  "booking",
    "loan",    "reservation", "shipment", "checkout", "订单",   "发票",   "交易",   "流水",
    "单据",    "小票",        "账单",     "购物篮",   "购物车", "借阅单", "销售单", "单"};

// Where in a visit an event stands.
constexpr std::string_view kSteps[] = {
    "timeframe",  "timeoffset",   "offset",        "elapsed",     "elapsedtime", "elapsedms",
    "elapsedsec", "relativetime", "timeinsession", "sessiontime", "step",        "stepno",
    "stepindex",  "clickno",      "clickindex",    "clickorder",  "eventindex",  "turn",
    "偏移",       "时间偏移",     "会话内时间",    "点击序号",    "步骤",        "步骤号"};

// Types of fields as headers of data sets write them behind the name: user_id:token.
struct FieldTypeName {
  std::string_view ending;
  FieldType type;
};
constexpr FieldTypeName kFieldTypes[] = {
    {":token", FieldType::kToken},     {":token_seq", FieldType::kTokens},
    {":float", FieldType::kNumber},    {":float_seq", FieldType::kNumbers},
    {":string", FieldType::kToken},    {":str", FieldType::kToken},
    {":double", FieldType::kNumber},   {":int", FieldType::kInteger},
    {":integer", FieldType::kInteger}, {":long", FieldType::kInteger}};

struct RoleNames {
  ColumnRole role;
  std::string_view name;
  Names strong;
  Names weak;
  Names words;
};
constexpr std::array kRoles = {RoleNames{ColumnRole::kUser, "user", kUsers, kWeakUsers, kPeople},
                               RoleNames{ColumnRole::kItem, "item", kItems, kWeakItems, kThings},
                               RoleNames{ColumnRole::kTime, "time", kTimes, kWeakTimes, {}},
                               RoleNames{ColumnRole::kOrder, "order", kOrders, {}, {}},
                               RoleNames{ColumnRole::kType, "type", kTypes, {}, {}},
                               RoleNames{ColumnRole::kSession, "session", kSessions, {}, {}}};

constexpr std::string_view kPrivateWords[] = {
    "mail",     "email",  "phone",    "mobile",   "tel",       "telephone", "address",
    "addr",     "street", "surname",  "lastname", "firstname", "nickname",  "username",
    "fullname", "ssn",    "passport", "imei",     "ip",        "邮箱",      "手机",
    "手机号",   "电话",   "地址",     "姓名",     "昵称",      "身份证",    "身份证号",
    "用户名",   "住址",   "收货地址", "邮件",     "电话号码",  "手机号码"};
constexpr std::string_view kOutcomeWords[] = {
    "rating",    "ratings",   "stars",      "score",    "label",    "clicked",    "liked",
    "purchased", "converted", "conversion", "dwell",    "watched",  "watchtime",  "playtime",
    "revenue",   "quantity",  "qty",        "amount",   "total",    "propensity", "reward",
    "feedback",  "review",    "comment",    "position", "rank",     "duration",   "评分",
    "时长",      "数量",      "金额",       "评论",     "停留时长", "观看时长",   "是否点击",
    "是否购买",  "位置"};
constexpr std::string_view kClicks[] = {"click", "clicked", "label", "点击"};
constexpr std::string_view kTaken[] = {
    "purchase",   "purchased", "buy",        "bought",    "order",      "ordered",    "like",
    "liked",      "favorite",  "favorited",  "favourite", "favourited", "collected",  "converted",
    "conversion", "watched",   "played",     "listened",  "installed",  "downloaded", "rented",
    "booked",     "borrowed",  "subscribed", "enrolled",  "accepted",   "taken",      "reward",
    "购买",       "下单",      "喜欢",       "点赞",      "收藏",       "成交",       "转化",
    "加购",       "支付",      "观看",       "播放",      "安装",       "下载",       "借阅",
    "报名",       "订阅"};
constexpr std::string_view kRatingWords[] = {"rating", "ratings", "rated",  "stars",
                                             "star",   "score",   "overall"};
constexpr std::string_view kRatingParts[] = {"评分", "打分", "星级", "得分"};
constexpr std::string_view kVotes[] = {
    "vote",    "votes",      "voted", "uservote", "thumb", "thumbs", "reaction",    "feedback",
    "opinion", "preference", "投票",  "态度",     "反馈",  "喜好",   "likedislike", "赞踩"};
// Of many people, or of a model.
constexpr std::string_view kSummaryWords[] = {
    "avg",    "average",    "mean",        "median", "count", "num",       "number",
    "total",  "sum",        "helpful",     "useful", "item",  "predicted", "prediction",
    "credit", "propensity", "probability", "prob",   "risk",  "relevance", "similarity"};
constexpr std::string_view kSummaryParts[] = {"平均", "人数", "次数", "总数", "信用", "有用"};
constexpr std::string_view kChoiceWords[] = {
    "paid",        "payment",    "pay",          "payable",        "spent",      "tip",
    "tips",        "refund",     "refunded",     "returned",       "courier",    "rider",
    "carrier",     "cashier",    "waiter",       "delivered",      "tracking",   "waybill",
    "sweetness",   "sugarlevel", "icelevel",     "topping",        "toppings",   "spiciness",
    "doneness",    "cupsize",    "shots",        "syrup",          "ordervalue", "orderamount",
    "ordertotal",  "orderprice", "cartvalue",    "basketvalue",    "subtotal",   "finalprice",
    "actualprice", "netprice",   "orderstatus",  "deliverystatus", "paymethod",  "deliverytime",
    "preptime",    "waittime",   "waitingtime",  "deliveryman",    "completion", "completed",
    "finished",    "watchratio", "satisfaction", "remark",         "remarks"};
// Alone: a party_size is known.
constexpr std::string_view kChoices[] = {"size", "color", "colour", "variant",
                                         "ice",  "sugar", "spice"};
// The weather's are numbers.
constexpr std::string_view kChoicesInWords[] = {"temperature", "temp", "温度", "冷热", "口味"};
constexpr std::string_view kChoiceParts[] = {
    "实付",   "付款",   "支付",     "金额",     "应付",   "实收", "成交价", "到手价", "销售额",
    "打分",   "评分",   "评价",     "时长",     "配送员", "骑手", "快递",   "运单",   "收银",
    "服务员", "送达",   "签收",     "小费",     "甜度",   "糖度", "冰量",   "冰度",   "加料",
    "小料",   "奶底",   "规格",     "杯型",     "份数",   "件数", "颜色",   "尺码",   "退款",
    "退货",   "满意度", "订单状态", "配送状态", "备注",   "辣度"};

constexpr std::string_view kQuantityWords[] = {
    "price", "cost",   "age",    "count", "num",      "amount", "year",  "length",
    "size",  "weight", "height", "width", "duration", "rating", "score", "stock",
    "likes", "views",  "sales",  "价格",  "单价",     "年龄",   "数量",  "时长",
    "评分",  "销量",   "年份",   "库存",  "重量",     "浏览量"};

// What an item is called: alone, or behind a word for the item.
constexpr std::string_view kTitles[] = {"title", "标题"};
constexpr std::string_view kLabels[] = {"name", "title", "label", "名称", "名字", "标题",
                                        "名",   "片名",  "书名",  "歌名", "菜名", "品名"};

bool contains(Names names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

std::string joined(std::span<const std::string> words) {
  std::string all;
  for (const std::string& word : words) all += word;
  return all;
}

// A word of the list, or two neighbours that together are one: first_name.
bool has_word(std::string_view name, Names list) {
  const std::vector<std::string> words = name_words(name);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (contains(list, words[i])) return true;
    if (i + 1 < words.size() && contains(list, words[i] + words[i + 1])) return true;
  }
  return false;
}

// Chinese is not cut into words.
bool has_part(std::string_view name, Names list) {
  return std::ranges::any_of(
      list, [&](std::string_view part) { return name.find(part) != std::string_view::npos; });
}

// is_clicked, 是否点击: what is asked.
std::string without_question(std::string_view name) {
  std::string whole = joined(name_words(name));
  for (const std::string_view question : {"is", "has", "was", "是否", "有无"}) {
    if (whole.starts_with(question)) return whole.substr(question.size());
  }
  return whole;
}

const RoleNames& names_of(ColumnRole role) {
  return kRoles[static_cast<std::size_t>(role)];
}

// Whether a name is a word of the list with one of these endings: studentno, 课程名称.
bool is_word_with(std::string_view name, Names words, Names endings) {
  return std::ranges::any_of(endings, [&](std::string_view ending) {
    return name.ends_with(ending) && contains(words, name.substr(0, name.size() - ending.size()));
  });
}

// The name without a type behind it.
std::string_view without_type(std::string_view name) {
  for (const FieldTypeName& field : kFieldTypes) {
    if (name.ends_with(field.ending)) return name.substr(0, name.size() - field.ending.size());
  }
  return name;
}

}  // namespace

std::string_view role_name(ColumnRole role) {
  return names_of(role).name;
}

std::vector<std::string> name_words(std::string_view name) {
  std::vector<std::string> words;
  bool starts_word = true, after_small = false;
  for (const char c : without_type(name)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '_' || c == '-' || c == ' ' || c == '.' || c == ':') {
      starts_word = true;
      continue;
    }
    const bool is_capital = std::isupper(byte) != 0;
    if (starts_word || (is_capital && after_small)) words.emplace_back();
    words.back() += static_cast<char>(std::tolower(byte));
    starts_word = false;
    after_small = std::islower(byte) != 0;
  }
  return words;
}

std::optional<int> name_rank(ColumnRole role, std::string_view name) {
  const std::vector<std::string> words = name_words(name);
  const RoleNames& names = names_of(role);
  const auto rank = [&](std::string_view whole) -> std::optional<int> {
    if (contains(names.strong, whole)) return 0;
    return contains(names.weak, whole) ? std::optional(1) : std::nullopt;
  };
  const std::string whole = joined(words);
  if (const auto known = rank(whole)) return known;
  const bool has_event = words.size() >= 2 && contains(kEventWords, words[0]);
  if (has_event && rank(joined(std::span(words).subspan(1)))) return 2;
  if (is_word_with(whole, names.words, kIdEndings)) return kWordWithId;
  if (contains(names.words, whole)) return kWordAlone;
  const bool is_name = role == ColumnRole::kItem && is_word_with(whole, names.words, kNameEndings);
  return is_name ? std::optional(kWordAlone) : std::nullopt;
}

bool is_same_name(std::string_view a, std::string_view b) {
  return joined(name_words(a)) == joined(name_words(b));
}

bool is_visit_name(std::string_view name) {
  const std::string whole = joined(name_words(name));
  return contains(kVisits, whole) || is_word_with(whole, kVisits, kIdEndings);
}

bool is_step_name(std::string_view name) {
  return contains(kSteps, joined(name_words(name)));
}

FieldType field_type_of(std::string_view name) {
  for (const FieldTypeName& field : kFieldTypes) {
    if (name.ends_with(field.ending)) return field.type;
  }
  return FieldType::kUnsaid;
}

bool is_private_name(std::string_view name, NamedPerson person) {
  if (has_word(name, kPrivateWords)) return true;
  return person == NamedPerson::kUser && joined(name_words(name)) == "name";
}

bool is_click_name(std::string_view name) {
  return contains(kClicks, without_question(name));
}

bool is_taken_name(std::string_view name) {
  return contains(kTaken, without_question(name));
}

bool is_rating_name(std::string_view name) {
  if (has_word(name, kSummaryWords) || has_part(name, kSummaryParts)) return false;
  return has_word(name, kRatingWords) || has_part(name, kRatingParts);
}

bool is_vote_name(std::string_view name) {
  return contains(kVotes, joined(name_words(name)));
}

bool is_outcome_name(std::string_view name) {
  return has_word(name, kOutcomeWords) || is_click_name(name) || is_taken_name(name) ||
         is_vote_name(name);
}

bool is_choice_name(std::string_view name, bool is_text) {
  const std::string whole = joined(name_words(name));
  return has_word(name, kChoiceWords) || has_part(name, kChoiceParts) ||
         contains(kChoices, whole) || (is_text && contains(kChoicesInWords, whole));
}

std::optional<int> label_rank(std::string_view name) {
  const std::string whole = joined(name_words(name));
  if (contains(kTitles, whole)) return 0;
  const bool is_name =
      contains(kLabels, whole) || is_word_with(whole, names_of(ColumnRole::kItem).words, kLabels);
  return is_name ? std::optional(1) : std::nullopt;
}

bool is_quantity_name(std::string_view name) {
  return has_word(name, kQuantityWords);
}

}  // namespace twotower
