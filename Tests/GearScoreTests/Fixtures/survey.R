# Writes the reference figures of survey-expected.csv with R's package survey, from answers made up here.
#
#     Rscript survey.R            (in this folder; R 4.2, survey 4.1)
#
# survey-answers.csv   a row an answer that a respondent was asked for, after any flip; an empty value was skipped.
#                      w: the respondent's weight; a: the weight of the question on its node; an empty cluster means
#                      that the respondent is the sampling unit, an empty stratum that all units are in one.
# survey-parts.csv     the nodes below `parent` and their weights W.
# survey-expected.csv  a row a case, kind of rule and node. rule `persons`: person = mean(answers) weighted,
#                      own = mean(persons); rule `answers`: own = mean(answers) weighted; both: node = mean(parts) weighted.
#                      needs: how many answers a respondent must have given on the node to count (rule `persons` only).
#                      favourable: the share of answers 4 and 5, rolled up as the score is; favourable_n: its effective n.
#                      An empty figure is undefined; `why` says in words for what reason.
#
# A leaf's score is a ratio of totals over respondents, sum(w x) / sum(w d): x the person's mean and d 1 for the rule
# `persons`, x the sum of a*y and d the sum of a for `answers`. svyratio gives the linearised covariance of several such
# ratios; a parent is a contrast of them. Only respondents behind a counted leaf belong to a row's design.

suppressMessages(library(survey))
options(survey.lonely.psu = "fail", stringsAsFactors = FALSE)
set.seed(2016)

# --- the answers -----------------------------------------------------------------------------------------------

questions <- data.frame(node = c("A", "A", "A", "B", "B", "C"), question = paste0("q", 1:6), a = 1)

make <- function(case, people, missing = 0.15, a = questions$a, w = 1, cluster = "", stratum = "", draw = NULL, q = questions) {
  level <- rnorm(people, 3.3, 0.7)
  one <- function(i) {
    y <- if (is.null(draw)) pmin(5, pmax(1, round(level[i] + rnorm(nrow(q), 0, 0.9)))) else rep_len(draw, nrow(q))
    y[runif(nrow(q)) < missing] <- NA
    data.frame(case, respondent = sprintf("p%02d", i), cluster = rep_len(cluster, people)[i],
               stratum = rep_len(stratum, people)[i], w = rep_len(w, people)[i],
               node = q$node, question = q$question, a = rep_len(a, nrow(q)), value = y)
  }
  do.call(rbind, lapply(seq_len(people), one))
}

single <- make("one leaf rests on one respondent", 10)
single$value[single$node == "C" & single$respondent != "p04"] <- NA
single$value[single$node == "C" & single$respondent == "p04"] <- 2

answers <- rbind(
  make("unweighted", 12),
  make("weights of questions", 14, a = c(1, 2, 0.5, 3, 1, 1)),
  make("weights of respondents", 14, w = c(0.5, 1, 2.25, 3)),
  make("both weights", 16, a = c(1, 2, 0.5, 3, 1, 1), w = c(0.7, 1.3, 2)),
  make("clusters", 18, cluster = paste0("c", c(1, 1, 1, 2, 2, 3, 4, 4, 4))),
  make("strata", 15, stratum = c("north", "north", "south")),
  make("everything", 60, a = c(1, 2, 0.5, 3, 1, 1), w = c(0.25, 1.5, 4, 0.9, 2.2, 1, 1.1),
       cluster = paste0("c", rep(1:12, times = c(2, 3, 4, 5, 6, 7, 8, 9, 7, 5, 3, 1))),
       stratum = rep(c("east", "middle", "west"), times = c(20, 24, 16))),
  make("one cluster in a stratum", 10, cluster = paste0("c", rep(1:5, each = 2)),
       stratum = rep(c("full", "lonely"), times = c(8, 2)), missing = 0),
  make("one cluster", 6, cluster = "c1"),
  make("some weights zero", 12, w = c(1, 0, 2, 1.5), missing = 0.1),
  make("all weights zero", 4, w = 0, missing = 0),
  make("one respondent", 1, missing = 0),
  make("two respondents", 2, missing = 0),
  make("all equal", 8, draw = 4),
  make("none favourable", 8, draw = c(2, 3, 1)),
  make("one question with gaps", 20, missing = 0.4, q = questions[6, ]),
  single
)
answers$case <- factor(answers$case, unique(answers$case))

# --- the figures -----------------------------------------------------------------------------------------------

W <- c(A = 1, B = 2, C = 0.5)

# A row a respondent of the leaf: x and d of its ratio, for the answers' values or for their being favourable.
leaf <- function(rows, rule, needs, value) {
  rows <- rows[!is.na(rows$value), ]
  parts <- lapply(split(rows, rows$respondent), function(r) {
    if (rule == "persons" && nrow(r) < needs) return(NULL)
    y <- value(r$value)
    data.frame(respondent = r$respondent[1], answers = nrow(r),
               x = if (rule == "persons") sum(r$a * y) / sum(r$a) else sum(r$a * y),
               d = if (rule == "persons") 1 else sum(r$a))
  })
  do.call(rbind, parts)
}

# The ratios of some leaves over one design and their weighted mean: score, variance, sampling units, strata.
estimate <- function(leaves, weights, people) {
  seen <- unique(unlist(lapply(leaves, function(l) l$respondent)))
  design <- people[people$respondent %in% seen, ]
  for (k in names(leaves)) {
    at <- match(design$respondent, leaves[[k]]$respondent)
    design[[paste0("x", k)]] <- ifelse(is.na(at), 0, leaves[[k]]$x[at])
    design[[paste0("d", k)]] <- ifelse(is.na(at), 0, leaves[[k]]$d[at])
  }
  units <- length(unique(design$unit)); strata <- length(unique(design$layer))
  out <- list(n = nrow(design), df = units - strata, score = NA, V = NA, why = "")
  share <- weights[names(leaves)] / sum(weights[names(leaves)])
  sums <- sapply(names(leaves), function(k) c(sum(design$w * design[[paste0("x", k)]]), sum(design$w * design[[paste0("d", k)]])))
  if (any(sums[2, ] == 0)) return(modifyList(out, list(n = NA, why = "the weights add up to nothing")))
  out$score <- sum(share * sums[1, ] / sums[2, ])
  if (any(sapply(leaves, nrow) < 2)) return(modifyList(out, list(why = "one respondent")))
  if (any(tapply(design$unit, design$layer, function(u) length(unique(u))) < 2))
    return(modifyList(out, list(why = "one sampling unit in a stratum")))
  plan <- svydesign(ids = ~unit, strata = ~layer, weights = ~w, data = design, nest = TRUE)
  side <- function(prefix) as.formula(paste("~", paste0(prefix, names(leaves), collapse = " + ")))
  ratio <- svyratio(side("x"), side("d"), plan, covmat = TRUE)
  k <- length(leaves)
  diagonal <- 1 + (seq_len(k) - 1) * (k + 1)  # x_i over d_i among all pairs
  V <- as.matrix(vcov(ratio))[diagonal, diagonal, drop = FALSE]
  out$V <- drop(share %*% V %*% share)

  # The same by the formula, so that the pairing of ratios above is known to be the one meant.
  u <- rowSums(sapply(names(leaves), function(j) share[[j]] * design$w *
    (design[[paste0("x", j)]] - sums[1, j] / sums[2, j] * design[[paste0("d", j)]]) / sums[2, j]))
  total <- tapply(u, design$unit, sum); of <- tapply(design$layer, design$unit, function(l) l[1])
  byHand <- sum(tapply(total, of, function(t) length(t) / (length(t) - 1) * sum((t - mean(t))^2)))
  stopifnot(abs(out$V - byHand) <= 1e-12 * max(1, byHand))
  out
}

wilson <- function(p, n) {
  z <- qnorm(0.975)
  (p + z^2 / (2 * n) + c(-1, 1) * z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2))) / (1 + z^2 / n)
}

row <- function(case, rule, node, needs) {
  rows <- answers[answers$case == case, ]
  people <- rows[!duplicated(rows$respondent), c("respondent", "cluster", "stratum", "w")]
  people$unit <- ifelse(people$cluster == "", people$respondent, people$cluster)
  people$layer <- ifelse(people$stratum == "", "-", people$stratum)
  nodes <- if (node == "parent") intersect(names(W), rows$node) else node
  read <- function(value) {
    all <- lapply(setNames(nodes, nodes), function(k) leaf(rows[rows$node == k, ], rule, needs, value))
    all[!sapply(all, is.null)]
  }
  values <- read(identity)
  e <- estimate(values, W, people)
  f <- estimate(read(function(v) as.numeric(v >= 4)), W, people)
  half <- if (is.na(e$V)) NA else qt(0.975, e$df) * sqrt(e$V)
  effective <- if (is.na(f$V)) NA else if (f$score <= 0 || f$score >= 1) f$n else f$n / (f$V / (f$score * (1 - f$score) / (f$n - 1)))
  bounds <- if (is.na(effective)) c(NA, NA) else wilson(f$score, effective)
  data.frame(case, rule, node, needs, n = e$n, answers = if (is.na(e$n)) NA else sum(sapply(values, function(l) sum(l$answers))),
             score = e$score, se = sqrt(e$V), df = if (is.na(e$V)) NA else e$df, low = e$score - half, high = e$score + half,
             favourable = f$score, favourable_se = sqrt(f$V), favourable_n = effective,
             favourable_low = bounds[1], favourable_high = bounds[2], why = e$why)
}

expected <- do.call(rbind, lapply(levels(answers$case), function(case) {
  nodes <- unique(answers$node[answers$case == case])
  if (length(nodes) > 1) nodes <- c(nodes, "parent")
  do.call(rbind, lapply(nodes, function(node) rbind(
    row(case, "answers", node, 1), row(case, "persons", node, 1),
    if (case == "everything" && node == "A") row(case, "persons", node, 2))))
}))

save <- function(table, file) {
  for (k in names(table)) if (is.numeric(table[[k]]))
    table[[k]] <- ifelse(is.na(table[[k]]), "", sprintf("%.17g", table[[k]]))
  write.csv(table, file, row.names = FALSE, quote = FALSE)
}
save(answers, "survey-answers.csv")
save(data.frame(part = names(W), W = W), "survey-parts.csv")
save(expected, "survey-expected.csv")
