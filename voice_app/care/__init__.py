"""Young people, joining a phone, who looks after whom and since when."""
