"""How much risk a system carries: facts and stated scores in, an assessment with honest bounds out."""
