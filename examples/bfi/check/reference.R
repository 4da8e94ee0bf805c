# Computes, without Gearbox, every figure that this example is held to.
# Run in examples/bfi:  Rscript check/reference.R     (needs the CRAN package `survey`)
# Writes expected.csv (the figures of the README) and reference.csv (gender by education by rule by scale).
suppressPackageStartupMessages(library(survey))

bfi <- read.csv("bfi.csv", check.names = FALSE)
names(bfi)[1] <- "id"
keys <- read.csv("bfi-keys.csv")
for (item in keys$item[keys$key < 0]) bfi[[item]] <- 7 - bfi[[item]]
scales <- unique(keys$scale)
items <- function(scale) keys$item[keys$scale == scale]

person <- function(scale, needs) {
  answers <- bfi[, items(scale)]
  ifelse(rowSums(!is.na(answers)) >= needs, rowMeans(answers, na.rm = TRUE), NA)
}

# Mean, linearised error and n of a mean of person scores; `parts` has one column a part, equally weighted.
# u_i = mean over parts of (p_i - theta) / n_part, V = m / (m - 1) * sum((u - mean(u))^2)
rollup <- function(parts) {
  parts <- as.matrix(parts)
  theta <- colMeans(parts, na.rm = TRUE)
  n <- colSums(!is.na(parts))
  u <- sweep(sweep(parts, 2, theta), 2, n, "/")
  u[is.na(u)] <- 0
  someone <- rowSums(!is.na(parts)) > 0
  u <- rowMeans(u)[someone]
  m <- length(u)
  c(score = mean(theta), se = sqrt(m / (m - 1) * sum((u - mean(u))^2)), n = m)
}

rows <- list()
expect <- function(what, column, value) rows[[length(rows) + 1]] <<- data.frame(what, column, value)

for (rule in c(any = 1, three = 3, all = 5)) {
  name <- c("1" = "any", "3" = "three", "5" = "all")[[as.character(rule)]]
  for (scale in scales) {
    r <- rollup(person(scale, rule))
    for (column in names(r)) expect(paste(name, scale), column, r[[column]])
  }
  r <- rollup(sapply(scales, person, needs = rule))
  for (column in names(r)) expect(paste(name, "traits"), column, r[[column]])
}

# Each answer in one pot: a ratio of totals, the person the cluster.
long <- data.frame(id = rep(bfi$id, 5), y = unlist(bfi[, items("agree")]))
long <- long[!is.na(long$y), ]
design <- svydesign(ids = ~id, weights = ~1, data = long)
pooled <- svymean(~y, design)
expect("pooled agree", "score", coef(pooled)[[1]])
expect("pooled agree", "se", SE(pooled)[[1]])
expect("pooled agree", "answers", nrow(long))

# Wilson's interval on an effective n: n respondents over the design effect.
wilson <- function(what, p, se, n) {
  deff <- se^2 / (p * (1 - p) / (n - 1))
  effective <- n / deff
  z <- qnorm(0.975)
  middle <- (p + z^2 / (2 * effective)) / (1 + z^2 / effective)
  half <- z / (1 + z^2 / effective) * sqrt(p * (1 - p) / effective + z^2 / (4 * effective^2))
  expect(what, "favourable", p)
  expect(what, "favourable_se", se)
  expect(what, "favourable_low", middle - half)
  expect(what, "favourable_high", middle + half)
}
long$favourable <- as.numeric(long$y >= 5)
share <- svymean(~favourable, svydesign(ids = ~id, weights = ~1, data = long))
wilson("pooled agree", coef(share)[[1]], SE(share)[[1]], length(unique(long$id)))

a1 <- as.numeric(bfi$A1[!is.na(bfi$A1)] >= 5)
expect("item A1", "n", length(a1))
wilson("item A1", mean(a1), sqrt(mean(a1) * (1 - mean(a1)) / (length(a1) - 1)), length(a1))

counted <- data.frame(p = person("agree", 3), age = bfi$age, id = bfi$id)
counted <- counted[!is.na(counted$p), ]
weighted <- svymean(~p, svydesign(ids = ~id, weights = ~age, data = counted))
expect("weighted by age", "score", coef(weighted)[[1]])
expect("weighted by age", "se", SE(weighted)[[1]])
clustered <- svydesign(ids = ~age, weights = ~1, data = counted)
expect("clustered by age", "score", coef(svymean(~p, clustered))[[1]])
expect("clustered by age", "se", SE(svymean(~p, clustered))[[1]])
expect("clustered by age", "df", degf(clustered))

expected <- do.call(rbind, rows)
expected$value <- sprintf("%.15g", expected$value)
write.csv(expected, "expected.csv", row.names = FALSE, quote = FALSE)

genders <- c("man", "woman")
levels <- c("some_high_school", "high_school", "some_college", "college", "graduate")
cells <- list()
for (rule in c(any = 1, three = 3, all = 5)) {
  name <- c("1" = "any", "3" = "three", "5" = "all")[[as.character(rule)]]
  for (g in 1:2) for (e in c(1:5, NA)) {
    here <- bfi$gender == g & (if (is.na(e)) is.na(bfi$education) else bfi$education %in% e)
    every <- sapply(scales, person, needs = rule)[here, ]
    for (node in c(scales, "traits")) {
      r <- rollup(if (node == "traits") every else every[, node])
      cells[[length(cells) + 1]] <- data.frame(
        rule = name, gender = genders[g], education = if (is.na(e)) "" else levels[e], node = node,
        score = sprintf("%.15g", r[["score"]]), se = sprintf("%.15g", r[["se"]]), n = r[["n"]]
      )
    }
  }
}
write.csv(do.call(rbind, cells), "reference.csv", row.names = FALSE, quote = FALSE)
