X = 7
A = 1
<<<<<<< HEAD
O = 7
=======
T = 1
>>>>>>> branch
B = 1
